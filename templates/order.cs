<?cs # order.cs needs: Page.Title; Trips.N.{What,No,Partner,Paid,PaidDay,Price,With.N.{Text,Coupon},BackPoints,BackCoupons,State,Look,Tier,Points,Taken,Held,Refused,BudgetOver,Refunded,Left,Seq,Quiet,Until,Steps.N.{Text,Date,Done},Events.N.Text,Cost.{Text,Other,Debt}}; Contact.{Phone,PhoneLink}; Lang.Orders.* Lang.Balance.Unit ?><?cs include!"part/icon.cs" ?><?cs include!"part/trip.cs" ?>
<p class="crumb"><a href="/orders"><?cs call:icon("arrow-left") ?><?cs var:Lang.Orders.Back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs each:trip = Trips ?><article class="card trip<?cs if:trip.Quiet ?> is-quiet<?cs /if ?>"><div class="trip-head"><h2 class="trip-what"><?cs var:trip.What ?></h2><span class="badge badge-<?cs var:trip.Look ?>"><?cs var:trip.State ?></span></div>
<?cs call:trip_steps(trip) ?>
<dl class="facts"><div><dt><?cs var:Lang.Orders.PointsLabel ?></dt><dd class="trip-figure"><data value="<?cs var:trip.Points.Value ?>"><?cs var:trip.Points ?></data> <span class="unit"><?cs var:Lang.Balance.Unit ?></span></dd></div>
<?cs if:trip.Taken ?><div><dt><?cs var:Lang.Orders.TakenLabel ?></dt><dd><?cs var:trip.Taken ?></dd></div>
<?cs /if ?><?cs if:trip.Held ?><div><dt><?cs var:Lang.Orders.HeldLabel ?></dt><dd><?cs var:trip.Held ?></dd></div>
<?cs /if ?><?cs if:trip.Refused ?><div><dt><?cs var:Lang.Orders.RefusedLabel ?></dt><dd><?cs var:trip.Refused ?></dd></div>
<?cs /if ?><?cs if:trip.BudgetOver ?><div><dt><?cs var:Lang.Orders.WhyNoneLabel ?></dt><dd><?cs var:Lang.Orders.BudgetOver ?></dd></div>
<?cs /if ?><?cs if:trip.Left ?><div><dt><?cs var:Lang.Orders.LeftLabel ?></dt><dd><?cs var:trip.Left ?></dd></div>
<?cs /if ?><?cs if:trip.Until ?><div><dt><?cs var:Lang.Orders.UntilLabel ?></dt><dd><?cs if:trip.Until.Iso ?><time datetime="<?cs var:trip.Until.Iso ?>"><?cs var:trip.Until ?></time><?cs else ?><?cs var:trip.Until ?><?cs /if ?></dd></div>
<?cs /if ?><?cs if:trip.Price ?><div><dt><?cs var:Lang.Orders.PriceLabel ?></dt><dd><?cs var:trip.Price ?></dd></div>
<div><dt><?cs var:Lang.Orders.WithLabel ?></dt><dd><?cs each:with = trip.With ?><?cs if:!first(with) ?><br><?cs /if ?><?cs if:with.Coupon ?><a href="/coupons/<?cs var:url_escape(with.Coupon) ?>"><?cs var:with.Text ?></a><?cs else ?><?cs var:with.Text ?><?cs /if ?><?cs /each ?></dd></div>
<?cs /if ?><div><dt><?cs var:Lang.Orders.PaidLabel ?></dt><dd><time datetime="<?cs var:trip.PaidDay.Iso ?>"><?cs var:trip.PaidDay ?></time> · <?cs var:trip.Paid ?></dd></div>
<?cs if:trip.Refunded ?><div><dt><?cs var:Lang.Orders.RefundedLabel ?></dt><dd><?cs var:trip.Refunded ?></dd></div>
<?cs /if ?><div><dt><?cs var:Lang.Orders.TierLabel ?></dt><dd><?cs var:trip.Tier ?></dd></div>
<div><dt><?cs var:Lang.Orders.NoLabel ?></dt><dd><?cs var:trip.No ?></dd></div>
<div><dt><?cs var:Lang.Orders.PartnerLabel ?></dt><dd><?cs var:trip.Partner ?></dd></div></dl>
<?cs if:trip.Events.0.Text ?><h3><?cs var:Lang.Orders.Events ?></h3><ul class="reasons"><?cs each:event = trip.Events ?><li><?cs var:event.Text ?></li><?cs /each ?></ul>
<?cs /if ?><?cs if:trip.Seq ?><p><a href="/history/<?cs var:trip.Seq ?>"><?cs call:icon("receipt") ?> <?cs var:Lang.Orders.ReceiptLink ?></a></p>
<?cs /if ?><?cs if:trip.Cost.Text ?><section class="status status-note"><?cs call:icon("info-circle") ?><div><h3><?cs var:Lang.Orders.CostTitle ?></h3><p><?cs var:trip.Cost.Text ?><?cs if:trip.Cost.Other ?> <?cs var:trip.Cost.Other ?><?cs /if ?></p><?cs if:trip.BackPoints || trip.BackCoupons ?><p><?cs var:trip.BackPoints ?><?cs if:trip.BackPoints && trip.BackCoupons ?> <?cs /if ?><?cs var:trip.BackCoupons ?></p><?cs /if ?><?cs if:trip.Cost.Debt ?><p class="bad"><?cs var:trip.Cost.Debt ?></p><?cs /if ?><p class="small soft"><?cs var:Lang.Orders.CostHint ?> <a href="tel:<?cs var:Contact.PhoneLink ?>"><?cs var:Contact.Phone ?></a></p></div></section>
<?cs /if ?></article>
<?cs /each ?>
