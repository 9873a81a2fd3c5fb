<?cs # pay.cs needs: Page.Title; WhyNot; Code.{First,Last} Left.Seconds Ends.Iso; UsedOrder UsedRedemption; Over; Rules.N.Text Available Most; Error.code; Csrf; Lang.Pay.* Lang.Balance.Unit ?><?cs include!"part/icon.cs" ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Pay.Lead ?></p>
<?cs if:WhyNot ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><p><?cs var:WhyNot ?></p></div></div>
<?cs else ?><?cs if:UsedOrder ?><div class="status status-good" role="status"><?cs call:icon("check-circle") ?><div><p><?cs var:Lang.Pay.Used ?> <a href="/orders/<?cs var:url_escape(UsedOrder) ?>"><?cs var:UsedOrder ?></a></p></div></div>
<?cs elif:UsedRedemption ?><div class="status status-good" role="status"><?cs call:icon("check-circle") ?><div><p><?cs var:Lang.Pay.UsedCounter ?> <a href="/redemptions/<?cs var:url_escape(UsedRedemption) ?>"><?cs var:UsedRedemption ?></a></p></div></div>
<?cs elif:Over ?><div class="status status-note"><?cs call:icon("clock") ?><div><p><?cs var:Lang.Pay.Over ?></p></div></div>
<?cs /if ?><?cs if:Code ?><section class="pay" aria-labelledby="pay-label"><h2 class="pay-label" id="pay-label"><?cs var:Lang.Pay.Code ?></h2>
<p class="pay-code"><data class="pay-digits" value="<?cs var:Code ?>"><span><?cs var:Code.First ?></span><span><?cs var:Code.Last ?></span></data></p>
<p class="pay-left"><?cs call:icon("clock") ?> <span data-left="<?cs var:Left.Seconds ?>" data-minutes="<?cs var:Lang.Pay.Left ?>" data-seconds="<?cs var:Lang.Pay.LeftSeconds ?>"><?cs var:Left ?></span></p>
<p class="pay-until"><?cs var:Lang.Pay.Until ?> <time datetime="<?cs var:Ends.Iso ?>"><?cs var:Ends ?></time></p></section>
<?cs /if ?><form class="form" method="post" action="/pay"><?cs call:csrf() ?><?cs if:Error.code ?><p class="error" id="code"><?cs var:Error.code ?></p><?cs /if ?><p class="actions"><?cs if:Code ?><button type="submit" class="button button-plain"><?cs var:Lang.Pay.Again ?></button><?cs else ?><button type="submit" class="button"><?cs call:icon("key") ?><?cs var:Lang.Pay.Get ?></button><?cs /if ?></p></form>
<?cs /if ?><section class="card" aria-labelledby="rules"><h2 class="card-title" id="rules"><?cs var:Lang.Pay.Rules ?></h2>
<p><?cs var:Lang.Pay.Have ?> <data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data> <?cs var:Lang.Balance.Unit ?><?cs if:Most ?><br><?cs var:Most ?><?cs /if ?></p>
<ul class="reasons"><?cs each:rule = Rules ?><li><?cs var:rule.Text ?></li><?cs /each ?></ul></section>
<section class="card" aria-labelledby="how"><h2 class="card-title" id="how"><?cs var:Lang.Pay.How ?></h2><ol class="reasons"><li><?cs var:Lang.Pay.How1 ?></li><li><?cs var:Lang.Pay.How2 ?></li><li><?cs var:Lang.Pay.How3 ?></li></ol>
<p class="small soft"><?cs var:Lang.Pay.Safe ?></p></section>
