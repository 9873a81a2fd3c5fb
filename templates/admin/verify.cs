<?cs # admin/verify.cs needs: Open Shop Took Ref; Coupon as part/coupon.cs says, with Groups.N.Text UsedAt AsksBill; Form.{code,amount}; Error.{code,amount}; Csrf; Lang.Verify.* Lang.Coupons.* ?><?cs include!"part/form.cs" ?><?cs include!"part/coupon.cs" ?>
<h1><?cs var:Lang.Verify.Title ?></h1>
<?cs if:Took ?><p class="verify-took"><?cs var:Lang.Verify.Took ?> <b class="num"><?cs var:Took ?></b></p><?cs /if ?>
<?cs if:!Open ?><div class="status status-note" role="status"><div><?cs var:Lang.Verify.Closed ?></div></div>
<?cs else ?><?cs if:Coupon.Code ?><section class="card verify-found" aria-labelledby="found"><h2 class="card-title" id="found"><?cs var:Coupon.Name ?></h2>
<p class="verify-worth"><?cs var:Coupon.Figure ?> <span class="badge badge-<?cs var:Coupon.Look ?>"><?cs var:Coupon.State ?></span></p>
<p class="desk-secret"><?cs each:group = Coupon.Groups ?><?cs if:!first(group) ?> <?cs /if ?><?cs var:group.Text ?><?cs /each ?></p>
<?cs if:Coupon.Terms.0.Text ?><p><?cs call:coupon_terms(Coupon) ?></p>
<?cs /if ?><p><?cs call:coupon_until(Coupon) ?></p>
<?cs if:Coupon.UsedAt ?><p><?cs var:Lang.Verify.UsedAt ?> <time datetime="<?cs var:Coupon.UsedAt.Iso ?>"><?cs var:Coupon.UsedAt ?></time></p>
<?cs /if ?><?cs if:Coupon.Usable ?><form method="post" action="/admin/verify" novalidate><?cs call:csrf() ?><input type="hidden" name="code" value="<?cs var:Form.code ?>"><input type="hidden" name="ref" value="<?cs var:Ref ?>"><?cs if:Coupon.AsksBill ?><?cs call:field("amount", Lang.Verify.Bill, Lang.Verify.BillHint, "text", "off") ?><?cs /if ?>
<div class="actions"><button type="submit" class="button" name="use" value="1"><?cs var:Lang.Verify.Use ?></button> <a href="/admin/verify"><?cs var:Lang.Verify.Other ?></a></div></form>
<?cs else ?><div class="actions"><a class="button" href="/admin/verify"><?cs var:Lang.Verify.Other ?></a></div>
<?cs /if ?></section>
<?cs else ?><p class="soft"><?cs if:Shop ?><?cs var:Shop ?> · <?cs /if ?><?cs var:Lang.Verify.Lead ?></p>
<form class="card" method="post" action="/admin/verify" novalidate><?cs call:csrf() ?><?cs call:field("code", Lang.Verify.Code, Lang.Verify.Hint, "text", "off") ?>
<div class="actions"><?cs call:button(Lang.Verify.Look) ?> <button type="button" class="button button-plain" data-scan="code" data-stop="<?cs var:Lang.Verify.ScanStop ?>" data-refused="<?cs var:Lang.Verify.ScanRefused ?>" hidden><?cs var:Lang.Verify.Scan ?></button></div></form>
<?cs /if ?><?cs /if ?>
