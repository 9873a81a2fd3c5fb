<?cs # redemption.cs needs: Page.Title; One.{No,Name,Quantity,Points,State,Look,Item,PlacedAt,Via,Next,Reason,Late,Steps.N.{Text,Date,Done},Supplier,Carrier,Tracking,Departs,Elsewhere,Recipient,Phone,Address,Travellers,Flyer}; Coupons.N as part/coupon.cs says; MayCancel MayConfirm MayAct MayRate Rated RatedText Scores.N.{Value,Text} Form.{score,text}; Available SpentSeq ReturnedSeq; Contact.{Phone,PhoneLink}; Lang.Redemptions.* Lang.Balance.Unit ?><?cs include!"part/icon.cs" ?><?cs include!"part/form.cs" ?><?cs include!"part/coupon.cs" ?><?cs
def:_fact(label, value) ?><?cs if:value ?><div><dt><?cs var:label ?></dt><dd class="address"><?cs var:value ?></dd></div>
<?cs /if ?><?cs /def ?>
<p class="crumb"><a href="/redemptions"><?cs call:icon("arrow-left") ?><?cs var:Lang.Redemptions.Back ?></a></p>
<h1><?cs var:One.Name ?><?cs if:One.Quantity ?> × <?cs var:One.Quantity ?><?cs /if ?></h1>
<div class="columns"><div>
<section class="card"><div class="trip-head"><h2><?cs var:Lang.Redemptions.NextTitle ?></h2><span class="badge badge-<?cs var:One.Look ?>"><?cs var:One.State ?></span></div>
<ol class="journey" aria-label="<?cs var:Lang.Redemptions.Journey ?>"><?cs each:step = One.Steps ?><li class="step<?cs if:step.Done ?> is-done<?cs /if ?>"><span class="step-text"><?cs var:step.Text ?><?cs if:step.Done ?><span class="hidden"> <?cs var:Lang.Redemptions.DoneWord ?></span><?cs /if ?></span><?cs if:step.Date ?><time class="step-date" datetime="<?cs var:step.Date.Iso ?>"><?cs var:step.Date ?></time><?cs /if ?></li><?cs /each ?></ol>
<p><?cs var:One.Next ?></p>
<?cs if:One.Reason ?><p><strong><?cs var:Lang.Redemptions.ReasonLabel ?></strong> <?cs var:One.Reason ?></p>
<?cs /if ?><?cs if:One.Late ?><p class="bad"><?cs var:Lang.Redemptions.Late ?> <a class="nowrap" href="tel:<?cs var:Contact.PhoneLink ?>"><?cs var:Contact.Phone ?></a></p>
<?cs /if ?><?cs if:MayAct && MayConfirm ?><form class="actions" method="post" action="/redemptions/<?cs var:url_escape(One.No) ?>/confirm"><?cs call:csrf() ?><button type="submit" class="button"><?cs if:One.Tracking || One.Address ?><?cs var:Lang.Redemptions.Confirm ?><?cs else ?><?cs var:Lang.Redemptions.ConfirmDone ?><?cs /if ?></button></form>
<?cs /if ?></section>
<?cs if:Coupons.0.Code ?><section class="stacked"><h2><?cs var:Lang.Redemptions.CouponTitle ?></h2><ul class="ticks-list"><?cs each:coupon = Coupons ?><?cs call:coupon_ticket(coupon) ?><?cs /each ?></ul></section>
<?cs /if ?><?cs if:MayRate ?><section class="card" id="rate"><h2><?cs if:Rated ?><?cs var:Lang.Redemptions.RateAgain ?><?cs else ?><?cs var:Lang.Redemptions.RateTitle ?><?cs /if ?></h2><?cs if:Rated ?><p class="soft"><?cs var:Rated ?><?cs if:RatedText ?> · <?cs var:RatedText ?><?cs /if ?></p><?cs /if ?>
<form class="form" method="post" action="/redemptions/<?cs var:url_escape(One.No) ?>/feedback" novalidate><?cs call:csrf() ?><fieldset class="field<?cs if:Error.score ?> is-wrong<?cs /if ?>"<?cs call:_said("score", "") ?>><legend><?cs var:Lang.Redemptions.Score ?></legend><?cs call:_below("score", "") ?><div class="scores"><?cs each:score = Scores ?><span class="score"><input type="radio" id="score<?cs if:!first(score) ?>-<?cs var:score.Value ?><?cs /if ?>" name="score" value="<?cs var:score.Value ?>"<?cs if:Form.score == score.Value ?> checked<?cs /if ?>><label for="score<?cs if:!first(score) ?>-<?cs var:score.Value ?><?cs /if ?>"><?cs var:score.Text ?></label></span><?cs /each ?></div></fieldset>
<?cs call:area("text", Lang.Redemptions.Text, Lang.Redemptions.TextHint) ?><p><button type="submit" class="button button-plain"><?cs var:Lang.Redemptions.Send ?></button></p></form></section>
<?cs elif:Rated ?><section class="card"><p><?cs var:Rated ?></p><?cs if:RatedText ?><p class="soft"><?cs var:RatedText ?></p><?cs /if ?></section>
<?cs /if ?></div><div>
<section class="card"><h2><?cs var:Lang.Redemptions.Facts ?></h2><dl class="facts"><div><dt><?cs var:Lang.Redemptions.NoLabel ?></dt><dd><?cs var:One.No ?></dd></div>
<div><dt><?cs var:Lang.Redemptions.PlacedAt ?></dt><dd><time datetime="<?cs var:One.PlacedAt.Iso ?>"><?cs var:One.PlacedAt ?></time></dd></div>
<div><dt><?cs var:Lang.Redemptions.PointsLabel ?></dt><dd><data value="<?cs var:One.Points.Value ?>"><?cs var:One.Points ?></data> <?cs var:Lang.Balance.Unit ?></dd></div>
<div><dt><?cs var:Lang.Redemptions.AvailableLabel ?></dt><dd><data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data> <?cs var:Lang.Balance.Unit ?></dd></div>
<?cs call:_fact(Lang.Redemptions.ViaLabel, One.Via) ?><?cs call:_fact(Lang.Redemptions.SupplierLabel, One.Supplier) ?><?cs if:One.Departs ?><div><dt><?cs var:Lang.Redemptions.DepartsLabel ?></dt><dd><time datetime="<?cs var:One.Departs.Iso ?>"><?cs var:One.Departs ?></time></dd></div>
<?cs /if ?><?cs call:_fact(Lang.Redemptions.TravellersLabel, One.Travellers) ?><?cs call:_fact(Lang.Redemptions.FlyerLabel, One.Flyer) ?></dl>
<?cs if:SpentSeq ?><p><a href="/history/<?cs var:SpentSeq ?>"><?cs call:icon("receipt") ?> <?cs var:Lang.Redemptions.Receipt ?></a></p>
<?cs /if ?><?cs if:ReturnedSeq ?><p><a href="/history/<?cs var:ReturnedSeq ?>"><?cs call:icon("receipt") ?> <?cs var:Lang.Redemptions.ReturnReceipt ?></a></p>
<?cs /if ?></section>
<?cs if:One.Address || One.Carrier || One.Elsewhere ?><section class="card"><h2><?cs var:Lang.Redemptions.Delivery ?></h2><dl class="facts"><?cs call:_fact(Lang.Redemptions.CarrierLabel, One.Carrier) ?><?cs call:_fact(Lang.Redemptions.TrackingLabel, One.Tracking) ?><?cs call:_fact(Lang.Redemptions.RecipientLabel, One.Recipient) ?><?cs call:_fact(Lang.Redemptions.PhoneLabel, One.Phone) ?><?cs call:_fact(Lang.Redemptions.AddressLabel, One.Address) ?></dl><?cs if:One.Elsewhere ?><p class="soft"><?cs var:Lang.Redemptions.Elsewhere ?></p><?cs /if ?></section>
<?cs /if ?><p class="actions"><?cs if:MayAct && MayCancel ?><a class="button button-plain" href="/redemptions/<?cs var:url_escape(One.No) ?>/cancel"><?cs var:Lang.Redemptions.Cancel ?></a><?cs /if ?><a href="/catalogue/<?cs var:url_escape(One.Item) ?>"><?cs var:Lang.Redemptions.Again ?></a></p>
</div></div>
