<?cs # wechat.cs needs: Page.Title Account How1; Tied.Iso; Code.{First,Last} Ends.Iso; Topics.N.Name; Error.code; Csrf; Lang.{Wechat,Account}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile/messages"><?cs call:icon("arrow-left") ?><?cs var:Lang.Wechat.ToMessages ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Wechat.Lead ?></p>
<?cs if:Tied ?><div class="status status-good"><?cs call:icon("check-circle") ?><div><p><?cs var:Lang.Wechat.Tied ?> <time datetime="<?cs var:Tied.Iso ?>"><?cs var:Tied ?></time></p></div></div>
<?cs elif:Code ?><section class="pay" aria-labelledby="pay-label"><h2 class="pay-label" id="pay-label"><?cs var:Lang.Wechat.Code ?></h2>
<p class="pay-code"><data class="pay-digits" value="<?cs var:Code ?>"><span><?cs var:Code.First ?></span><span><?cs var:Code.Last ?></span></data></p>
<p class="pay-until"><?cs var:Lang.Wechat.Until ?> <time datetime="<?cs var:Ends.Iso ?>"><?cs var:Ends ?></time></p></section>
<p class="small soft"><?cs var:Lang.Wechat.Sent ?> <a href="/profile/wechat"><?cs var:Lang.Wechat.Look ?></a></p>
<?cs /if ?><form class="form" method="post" action="/profile/wechat" novalidate><?cs call:csrf() ?><?cs if:Error.code ?><p class="error" id="code"><?cs var:Error.code ?></p><?cs /if ?><p class="actions"><?cs if:Tied ?><button type="submit" name="action" value="end" class="button button-plain"><?cs var:Lang.Wechat.End ?></button><?cs elif:Code ?><button type="submit" name="action" value="code" class="button button-plain"><?cs var:Lang.Wechat.Again ?></button><?cs else ?><button type="submit" name="action" value="code" class="button"><?cs call:icon("key") ?><?cs var:Lang.Wechat.Get ?></button><?cs /if ?></p></form>
<?cs if:!Tied ?><section class="card" aria-labelledby="how"><h2 class="card-title" id="how"><?cs var:Lang.Wechat.How ?></h2><ol class="reasons"><li><?cs var:How1 ?></li><li><?cs var:Lang.Wechat.How2 ?></li><li><?cs var:Lang.Wechat.How3 ?></li></ol></section>
<?cs /if ?><section class="card" aria-labelledby="topics"><h2 class="card-title" id="topics"><?cs var:Lang.Wechat.Topics ?></h2><ul class="reasons"><?cs each:topic = Topics ?><li><?cs var:topic.Name ?></li><?cs /each ?></ul>
<p class="small soft"><?cs var:Lang.Wechat.Stays ?></p></section>
