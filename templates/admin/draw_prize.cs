<?cs # admin/draw_prize.cs needs: New Draft; Page.Title; Draw.{Id,Name}; No Art Picture; Form.*; Error.*; Csrf; Kinds.N.{Value,Text}; Static.Art; Lang.AdminDraws.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Draw.Name ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<div class="desk-split"><div><?cs if:Draft ?><form class="stacked" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/prizes/<?cs if:New ?>new<?cs else ?><?cs var:url_escape(No) ?><?cs /if ?>" novalidate><?cs call:csrf() ?>
<?cs else ?><div class="stacked"><?cs /if ?><fieldset class="bare"<?cs if:!Draft ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Page.Title ?></legend><div class="card desk-form">
<?cs call:select("kind", Lang.AdminDraws.PrizeKindLabel, "", Kinds) ?>
<?cs call:field("count", Lang.AdminDraws.PrizeCount, Lang.AdminDraws.H.count, "number", "off") ?>
<?cs call:field("name", Lang.AdminDraws.PrizeName, "", "text", "off") ?>
<?cs call:field("name_en", Lang.AdminDraws.PrizeNameEn, Lang.AdminDraws.H.english, "text", "off") ?>
<?cs call:field("value", Lang.AdminDraws.PrizeValue, Lang.AdminDraws.H.value, "text", "off") ?>
<?cs call:check("taxable", Lang.AdminDraws.PrizeTaxable, "") ?>
<?cs call:optional("points", Lang.AdminDraws.PrizePoints, "", "number", "off") ?>
<?cs call:optional("coupon", Lang.AdminDraws.PrizeCoupon, "", "text", "off") ?>
<?cs call:optional("coupon_min", Lang.AdminDraws.PrizeCouponMin, "", "text", "off") ?>
<?cs call:optional("coupon_months", Lang.AdminDraws.PrizeCouponMonths, "", "number", "off") ?>
<?cs call:area("terms", Lang.AdminDraws.PrizeTerms, Lang.AdminDraws.H.terms) ?>
<?cs call:area("terms_en", Lang.AdminDraws.PrizeTermsEn, Lang.AdminDraws.H.english) ?>
</div></fieldset>
<?cs if:Draft ?><div class="actions"><?cs call:button(Lang.AdminDraws.Save) ?></div></form><?cs else ?></div><?cs /if ?></div>
<div><section class="card" aria-labelledby="picture-title"><h2 class="card-title" id="picture-title"><?cs var:Lang.AdminDraws.Picture ?></h2>
<div class="desk-picture"><?cs if:Picture ?><img src="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/prizes/<?cs var:url_escape(No) ?>/picture?v=<?cs var:Picture ?>" width="480" height="360" alt="<?cs var:Lang.AdminDraws.PictureAlt ?>"><?cs else ?><svg class="item-art" viewBox="0 0 96 72" role="img" aria-label="<?cs var:Lang.AdminDraws.ArtAlt ?>"><use href="<?cs var:Static.Art ?>#<?cs var:Art ?>"></use></svg><?cs /if ?></div>
<?cs if:New ?><p class="small soft"><?cs var:Lang.AdminDraws.PictureFirst ?></p><?cs elif:Draft ?><form method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/prizes/<?cs var:url_escape(No) ?>/picture" enctype="multipart/form-data" novalidate><?cs call:csrf() ?><div class="field<?cs if:Error.picture ?> is-wrong<?cs /if ?>"><label class="label" for="picture"><?cs var:Lang.AdminDraws.PictureFile ?></label><?cs call:_below("picture", Lang.AdminDraws.H.picture) ?><input class="input" type="file" id="picture" name="picture" accept="image/jpeg,image/png"<?cs call:_said("picture", Lang.AdminDraws.H.picture) ?>></div><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminDraws.PictureGo ?></button></div></form>
<?cs if:Picture ?><form method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/prizes/<?cs var:url_escape(No) ?>/picture/drop"><?cs call:csrf() ?><button type="submit" class="link is-danger"><?cs var:Lang.AdminDraws.PictureDrop ?></button></form><?cs /if ?><?cs /if ?></section>
<?cs if:Draft && !New ?><form class="card" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/prizes/<?cs var:url_escape(No) ?>/remove"><?cs call:csrf() ?><div class="actions"><button type="submit" class="button-plain button-small is-danger"><?cs var:Lang.AdminDraws.PrizeRemove ?></button></div></form><?cs /if ?>
</div></div>
