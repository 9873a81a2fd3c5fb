<?cs # admin/coupons.cs needs: Form.code; Error.code; Csrf; Coupon.{Code,Name,MemberNo,RedemptionNo,Item,State,Look,Kind,Issued,Until,Points,Worth,Ceiling,Min,Categories,UsedAt,UsedBy,UsedOrder,UsedFen}; Lang.AdminCoupons.* ?><?cs include!"part/form.cs" ?><?cs
def:fact(label, value) ?><?cs if:value ?><div><dt><?cs var:label ?></dt><dd><?cs var:value ?></dd></div><?cs /if ?><?cs /def ?><?cs
def:moment(label, at) ?><?cs if:at ?><div><dt><?cs var:label ?></dt><dd><time datetime="<?cs var:at.Iso ?>"><?cs var:at ?></time></dd></div><?cs /if ?><?cs /def ?>
<h1><?cs var:Lang.AdminCoupons.Title ?></h1>
<form class="card inline" method="post" action="/admin/coupons" novalidate><?cs call:csrf() ?><?cs call:field("code", Lang.AdminCoupons.Code, Lang.AdminCoupons.Hint, "text", "off") ?><?cs call:button(Lang.AdminCoupons.Go) ?></form>
<?cs if:Coupon.Code ?><section class="card" aria-labelledby="coupon-title"><h2 class="card-title" id="coupon-title"><?cs var:Coupon.Name ?></h2>
<p><span class="badge badge-<?cs var:Coupon.Look ?>"><?cs var:Coupon.State ?></span> <?cs var:Coupon.Kind ?> · <span class="desk-secret"><?cs var:Coupon.Code ?></span></p>
<dl class="facts"><?cs
call:fact(Lang.AdminCoupons.Worth, Coupon.Worth) ?><?cs
call:fact(Lang.AdminCoupons.Ceiling, Coupon.Ceiling) ?><?cs
call:fact(Lang.AdminCoupons.Min, Coupon.Min) ?><?cs
call:fact(Lang.AdminCoupons.Categories, Coupon.Categories) ?><?cs
call:fact(Lang.AdminRedemptions.Member, Coupon.MemberNo) ?><?cs
call:moment(Lang.AdminCoupons.Issued, Coupon.Issued) ?><?cs
call:moment(Lang.AdminCoupons.Until, Coupon.Until) ?><?cs
call:fact(Lang.AdminCoupons.Points, Coupon.Points) ?><?cs
call:moment(Lang.AdminCoupons.UsedAt, Coupon.UsedAt) ?><?cs
call:fact(Lang.AdminCoupons.UsedBy, Coupon.UsedBy) ?><?cs
call:fact(Lang.AdminCoupons.UsedOrder, Coupon.UsedOrder) ?><?cs
call:fact(Lang.AdminCoupons.UsedFen, Coupon.UsedFen) ?></dl>
<?cs if:Coupon.RedemptionNo ?><p><a href="/admin/redemptions/<?cs var:url_escape(Coupon.RedemptionNo) ?>"><?cs var:Lang.AdminCoupons.Redemption ?></a></p><?cs /if ?></section><?cs /if ?>
