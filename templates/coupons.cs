<?cs # coupons.cs needs: Page.Title; Coupons.N and Past.N as part/coupon.cs says; IsFull EmptyText; Lang.Coupons.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/coupon.cs" ?>
<div class="section-head"><h1><?cs var:Page.Title ?></h1><a href="/redemptions"><?cs call:icon("receipt") ?> <?cs var:Lang.Coupons.Redemptions ?></a></div>
<?cs if:Coupons.0.Code ?><p class="lead"><?cs var:Lang.Coupons.Lead ?></p>
<ul class="ticks-list"><?cs each:coupon = Coupons ?><?cs call:coupon_ticket(coupon) ?><?cs /each ?></ul>
<p class="actions"><a class="button button-plain" href="/catalogue?category=coupon"><?cs call:icon("plus-circle") ?><?cs var:Lang.Coupons.More ?></a><a href="/planner"><?cs var:Lang.Coupons.Planner ?></a></p>
<?cs else ?><div class="card"><?cs call:empty("suitcase", Lang.Coupons.EmptyTitle, EmptyText, "/catalogue?category=coupon", Lang.Coupons.EmptyLink) ?></div>
<?cs /if ?><?cs if:Past.0.Code ?><h2><?cs var:Lang.Coupons.Past ?></h2>
<ul class="ticks-list"><?cs each:coupon = Past ?><?cs call:coupon_ticket(coupon) ?><?cs /each ?></ul>
<?cs /if ?><?cs if:IsFull ?><p class="small soft"><?cs var:Lang.Coupons.Full ?></p>
<?cs /if ?>
