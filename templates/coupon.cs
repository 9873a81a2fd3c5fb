<?cs # coupon.cs needs: Page.Title; Coupon as part/coupon.cs says, with Groups.N.Text; IssuedAt Redemption IsGift Points; Gone UsedAt UsedBy UsedOrder UsedRef UsedFen; Lang.Coupons.* Lang.Balance.Unit ?><?cs include!"part/icon.cs" ?><?cs include!"part/coupon.cs" ?>
<p class="crumb"><a href="/coupons"><?cs call:icon("arrow-left") ?><?cs var:Lang.Coupons.Back ?></a></p>
<div class="columns"><div>
<article class="tear<?cs if:!Coupon.Usable ?> is-over<?cs /if ?>"><header class="tear-head"><p class="tear-figure"><?cs var:Coupon.Figure ?></p><h1 class="tear-name"><?cs var:Coupon.Name ?></h1><?cs if:Coupon.Terms.0.Text ?><p><?cs call:coupon_terms(Coupon) ?></p><?cs /if ?></header>
<div class="tear-body"><?cs if:Coupon.Usable ?><p class="tear-qr"><img src="/coupons/<?cs var:url_escape(Coupon.Code) ?>/qr.png" width="232" height="232" alt="<?cs var:Lang.Coupons.Qr ?>"></p><?cs else ?><p class="tear-stamp"><?cs var:Coupon.State ?></p><?cs /if ?>
<p class="tear-label" id="code-label"><?cs var:Lang.Coupons.Code ?></p><p class="tear-code" id="code"><?cs each:group = Coupon.Groups ?><?cs if:!first(group) ?> <?cs /if ?><span><?cs var:group.Text ?></span><?cs /each ?></p>
<p class="tear-until"><?cs call:coupon_until(Coupon) ?></p>
<?cs if:Gone ?><p><?cs var:Gone ?></p>
<?cs /if ?><?cs if:Coupon.Usable ?><p class="actions tear-actions"><button type="button" class="button button-plain" data-copy="code" data-copied="<?cs var:Lang.Coupons.Copied ?>" hidden><?cs var:Lang.Coupons.Copy ?></button><button type="button" class="link" data-print hidden><?cs call:icon("printer") ?><?cs var:Lang.Coupons.Print ?></button></p>
<?cs /if ?></div></article>
</div><div>
<?cs if:Coupon.Usable ?><section class="card"><h2><?cs var:Lang.Coupons.HowTitle ?></h2><?cs if:Coupon.Kind == "voucher" ?><p><?cs var:Lang.Coupons.HowVoucher ?></p><?cs else ?><ul class="reasons"><li><?cs var:Lang.Coupons.How1 ?></li><li><?cs var:Lang.Coupons.How2 ?></li><li><?cs var:Lang.Coupons.How3 ?></li></ul><?cs /if ?></section>
<?cs elif:UsedAt ?><section class="card"><h2><?cs var:Lang.Coupons.UsedTitle ?></h2><dl class="facts"><div><dt><?cs var:Lang.Coupons.UsedAt ?></dt><dd><time datetime="<?cs var:UsedAt.Iso ?>"><?cs var:UsedAt ?></time></dd></div>
<div><dt><?cs var:Lang.Coupons.UsedBy ?></dt><dd><?cs var:UsedBy ?></dd></div>
<?cs if:UsedOrder ?><div><dt><?cs var:Lang.Coupons.UsedOrder ?></dt><dd><a href="/orders/<?cs var:url_escape(UsedOrder) ?>"><?cs var:UsedOrder ?></a></dd></div>
<?cs /if ?><?cs if:UsedRef ?><div><dt><?cs var:Lang.Coupons.UsedRef ?></dt><dd><?cs var:UsedRef ?></dd></div>
<?cs /if ?><?cs if:UsedFen ?><div><dt><?cs var:Lang.Coupons.UsedFen ?></dt><dd><?cs var:UsedFen ?></dd></div>
<?cs /if ?></dl></section>
<?cs /if ?><section class="card no-print"><h2><?cs var:Lang.Coupons.Facts ?></h2><dl class="facts"><div><dt><?cs var:Lang.Coupons.IssuedAt ?></dt><dd><time datetime="<?cs var:IssuedAt.Iso ?>"><?cs var:IssuedAt ?></time></dd></div>
<?cs if:Points ?><div><dt><?cs var:Lang.Coupons.Points ?></dt><dd><data value="<?cs var:Points.Value ?>"><?cs var:Points ?></data> <?cs var:Lang.Balance.Unit ?></dd></div>
<?cs /if ?><?cs if:Redemption ?><div><dt><?cs var:Lang.Coupons.Redemption ?></dt><dd><a href="/redemptions/<?cs var:url_escape(Redemption) ?>"><?cs var:Redemption ?></a></dd></div>
<?cs /if ?></dl><?cs if:IsGift ?><p class="soft"><?cs var:Lang.Coupons.Gift ?></p><?cs /if ?></section>
</div></div>
