<?cs # admin/item.cs needs: New; Page.Title; Item Supplier PlansOwn State; Form.*; Error.*; Csrf; Categories States Tiers Campaigns Arts .N.{Value,Text}; Differs.N.{Field,Label,Mine,Stored}; Stock.{Left,Taken,Points,ByDeparture,MayHaveCodes,ByCodes,Codes,Unused}; Departures.N.{Day,Places,Left,Over}; Picture Art Static.Art; Desk.Manager; Lang.AdminCatalogue.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:row(name, hint, type) ?><?cs call:field(name, Lang.AdminCatalogue.F[name], hint, type, "off") ?><?cs /def ?>
<p class="crumb"><a href="/admin/catalogue"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCatalogue.Title ?></a></p>
<div class="desk-head"><h1><?cs var:Page.Title ?></h1><?cs if:!New ?><span><a href="/admin/catalogue/<?cs var:url_escape(Item) ?>/preview"><?cs var:Lang.AdminCatalogue.Preview ?></a><?cs if:Supplier ?> <a href="/admin/suppliers/one?name=<?cs var:url_escape(Supplier) ?>"><?cs var:Lang.AdminSuppliers.Link ?></a><?cs /if ?><?cs if:Desk.Manager ?> <a href="/admin/stops/new?item=<?cs var:url_escape(Item) ?>"><?cs var:Lang.AdminStops.Link ?></a><?cs /if ?></span><?cs /if ?></div>
<?cs if:Differs.0.Label ?><div class="table-wrap"><table class="table stack"><caption><?cs var:Lang.AdminCatalogue.DiffersTitle ?></caption><thead><tr><th scope="col"><?cs var:Lang.AdminCatalogue.DiffersField ?></th><th scope="col"><?cs var:Lang.AdminCatalogue.DiffersMine ?></th><th scope="col"><?cs var:Lang.AdminCatalogue.DiffersStored ?></th></tr></thead><tbody><?cs each:row = Differs ?><tr><th scope="row"><a href="#<?cs var:row.Field ?>"><?cs var:row.Label ?></a></th><td data-label="<?cs var:Lang.AdminCatalogue.DiffersMine ?>"><?cs var:row.Mine ?></td><td data-label="<?cs var:Lang.AdminCatalogue.DiffersStored ?>"><?cs var:row.Stored ?></td></tr><?cs /each ?></tbody></table></div>
<?cs /if ?><div class="desk-split">
<div><form class="stacked" method="post" action="/admin/catalogue/<?cs if:New ?>new<?cs else ?><?cs var:url_escape(Item) ?><?cs /if ?>" novalidate>
<?cs call:csrf() ?><input type="hidden" name="version" value="<?cs var:Form.version ?>">
<fieldset class="bare"<?cs if:!Desk.Manager ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Page.Title ?></legend>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCatalogue.Basics ?></h2>
<?cs if:New ?><?cs call:row("item", Lang.AdminCatalogue.H.item, "text") ?><?cs call:row("left", Lang.AdminCatalogue.H.left, "number") ?><?cs /if ?>
<?cs call:select("category", Lang.AdminCatalogue.F.category, "", Categories) ?>
<?cs call:select("state", Lang.AdminCatalogue.F.state, Lang.AdminCatalogue.H.state, States) ?>
<?cs call:row("name", "", "text") ?>
<?cs call:row("name_en", Lang.AdminCatalogue.H.english, "text") ?>
<?cs call:area("text", Lang.AdminCatalogue.F.text, Lang.AdminCatalogue.H.text) ?>
<?cs call:area("text_en", Lang.AdminCatalogue.F.text_en, Lang.AdminCatalogue.H.english) ?>
<?cs call:row("returns", Lang.AdminCatalogue.H.returns, "text") ?>
<?cs call:row("returns_en", Lang.AdminCatalogue.H.english, "text") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCatalogue.Costs ?></h2>
<?cs if:PlansOwn ?><?cs call:row("cost_points", Lang.AdminCatalogue.H.plans_cost, "number") ?><?cs else ?><?cs call:row("cost_points", "", "number") ?><?cs /if ?>
<?cs call:row("value", Lang.AdminCatalogue.H.value, "text") ?>
<?cs call:row("cut_points", Lang.AdminCatalogue.H.cut, "number") ?>
<?cs call:row("cut_from", "", "date") ?>
<?cs call:row("cut_until", "", "date") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCatalogue.Limits ?></h2>
<?cs call:row("per_order", Lang.AdminCatalogue.H.none, "number") ?>
<?cs call:row("per_member", Lang.AdminCatalogue.H.none, "number") ?>
<?cs call:row("period_days", Lang.AdminCatalogue.H.period, "number") ?>
<?cs call:row("year_value", Lang.AdminCatalogue.H.none, "text") ?>
<?cs call:select("min_tier", Lang.AdminCatalogue.F.min_tier, "", Tiers) ?>
<?cs call:row("min_balance", Lang.AdminCatalogue.H.none, "number") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCatalogue.Windows ?></h2>
<?cs call:row("open_from", Lang.AdminCatalogue.H.open, "datetime-local") ?>
<?cs call:row("open_until", Lang.AdminCatalogue.H.open, "datetime-local") ?>
<?cs call:row("early_hours", Lang.AdminCatalogue.H.early, "number") ?>
<?cs call:select("early_tier", Lang.AdminCatalogue.F.early_tier, "", Tiers) ?>
<?cs call:select("campaign", Lang.AdminCatalogue.F.campaign, "", Campaigns) ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCatalogue.Coupons ?></h2>
<?cs if:PlansOwn ?><?cs call:row("coupon", Lang.AdminCatalogue.H.plans_cost, "text") ?><?cs else ?><?cs call:row("coupon", Lang.AdminCatalogue.H.coupon, "text") ?><?cs /if ?>
<?cs call:row("coupon_percent", Lang.AdminCatalogue.H.percent, "text") ?>
<?cs call:row("coupon_ceiling", Lang.AdminCatalogue.H.none, "text") ?>
<?cs call:row("coupon_min", Lang.AdminCatalogue.H.none, "text") ?>
<?cs call:row("coupon_categories", Lang.AdminCatalogue.H.products, "text") ?>
<?cs call:row("coupon_months", Lang.AdminCatalogue.H.months, "number") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCatalogue.Shown ?></h2>
<?cs call:row("supplier", Lang.AdminCatalogue.H.supplier, "text") ?>
<?cs call:row("promised_days", Lang.AdminCatalogue.H.promised, "number") ?>
<?cs call:row("low_stock", Lang.AdminCatalogue.H.low, "number") ?>
<?cs call:row("tags", Lang.AdminCatalogue.H.tags, "text") ?>
<?cs call:select("art", Lang.AdminCatalogue.F.art, "", Arts) ?>
<?cs call:row("sort_no", Lang.AdminCatalogue.H.sort, "number") ?>
</div>
</fieldset>
<?cs if:Desk.Manager ?><div class="actions"><?cs call:button(Lang.AdminCatalogue.Save) ?></div><?cs /if ?>
</form></div>
<?cs if:!New ?><div>
<section class="card" aria-labelledby="stock-title"><h2 class="card-title" id="stock-title"><?cs var:Lang.AdminCatalogue.Stock ?></h2>
<dl class="facts"><div><dt><?cs var:Lang.AdminCatalogue.Left ?></dt><dd><?cs if:Stock.Left ?><?cs var:Stock.Left ?><?cs else ?><?cs var:Lang.AdminCatalogue.Unlimited ?><?cs /if ?></dd></div><div><dt><?cs var:Lang.AdminCatalogue.Taken ?></dt><dd><?cs var:Stock.Taken ?></dd></div><div><dt><?cs var:Lang.AdminCatalogue.Points ?></dt><dd><?cs var:Stock.Points ?></dd></div><?cs if:Stock.ByCodes ?><div><dt><?cs var:Lang.AdminCatalogue.Codes ?></dt><dd><?cs var:Stock.Unused ?> / <?cs var:Stock.Codes ?></dd></div><?cs /if ?></dl>
<?cs if:Desk.Manager && !Stock.ByDeparture && !Stock.ByCodes ?><form class="inline" method="post" action="/admin/catalogue/<?cs var:url_escape(Item) ?>/stock" novalidate><?cs call:csrf() ?><?cs call:field("stock", Lang.AdminCatalogue.SetLeft, Lang.AdminCatalogue.H.left, "number", "off") ?><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCatalogue.Set ?></button></form><?cs /if ?></section>
<?cs if:Stock.ByDeparture ?><section class="card" aria-labelledby="departures-title"><h2 class="card-title" id="departures-title"><?cs var:Lang.AdminCatalogue.Departures ?></h2>
<?cs if:Departures.0.Day ?><div class="table-wrap"><table class="table"><thead><tr><th scope="col"><?cs var:Lang.AdminCatalogue.DepartsOn ?></th><th scope="col" class="num"><?cs var:Lang.AdminCatalogue.Places ?></th><th scope="col" class="num"><?cs var:Lang.AdminCatalogue.Left ?></th></tr></thead><tbody><?cs each:day = Departures ?><tr<?cs if:day.Over ?> class="is-quiet"<?cs /if ?>><th scope="row"><time datetime="<?cs var:day.Day.Iso ?>"><?cs var:day.Day ?></time></th><td class="num"><?cs var:day.Places ?></td><td class="num"><?cs var:day.Left ?></td></tr><?cs /each ?></tbody></table></div><?cs /if ?>
<?cs if:Desk.Manager ?><form class="inline" method="post" action="/admin/catalogue/<?cs var:url_escape(Item) ?>/departure" novalidate><?cs call:csrf() ?><?cs call:field("departs_on", Lang.AdminCatalogue.DepartsOn, "", "date", "off") ?><?cs call:field("places", Lang.AdminCatalogue.Places, "", "number", "off") ?><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCatalogue.Set ?></button></form><?cs /if ?></section>
<?cs /if ?><?cs if:Stock.MayHaveCodes && Desk.Manager ?><section class="card" aria-labelledby="codes-title"><h2 class="card-title" id="codes-title"><?cs var:Lang.AdminCatalogue.CodesTitle ?></h2>
<p class="small soft"><?cs var:Lang.AdminCatalogue.CodesText ?></p>
<form method="post" action="/admin/catalogue/<?cs var:url_escape(Item) ?>/codes" enctype="multipart/form-data" novalidate><?cs call:csrf() ?><div class="field<?cs if:Error.codes ?> is-wrong<?cs /if ?>"><label class="label" for="codes"><?cs var:Lang.AdminCatalogue.CodesFile ?></label><?cs call:_below("codes", Lang.AdminCatalogue.H.codes) ?><input class="input" type="file" id="codes" name="codes" accept=".csv,.txt,text/csv,text/plain"<?cs call:_said("codes", Lang.AdminCatalogue.H.codes) ?>></div><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCatalogue.CodesGo ?></button></div></form>
<form class="inline" method="post" action="/admin/catalogue/<?cs var:url_escape(Item) ?>/codes/make" novalidate><?cs call:csrf() ?><?cs call:field("make", Lang.AdminCatalogue.Make, "", "number", "off") ?><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCatalogue.MakeGo ?></button></form></section>
<?cs /if ?><section class="card" aria-labelledby="picture-title"><h2 class="card-title" id="picture-title"><?cs var:Lang.AdminCatalogue.Picture ?></h2>
<div class="desk-picture"><?cs if:Picture ?><img src="/admin/catalogue/<?cs var:url_escape(Item) ?>/picture?v=<?cs var:Picture ?>" width="480" height="360" alt="<?cs var:Lang.AdminCatalogue.PictureAlt ?>"><?cs else ?><svg class="item-art" viewBox="0 0 96 72" role="img" aria-label="<?cs var:Lang.AdminCatalogue.ArtAlt ?>"><use href="<?cs var:Static.Art ?>#<?cs var:Art ?>"></use></svg><?cs /if ?></div>
<?cs if:Desk.Manager ?><form method="post" action="/admin/catalogue/<?cs var:url_escape(Item) ?>/picture" enctype="multipart/form-data" novalidate><?cs call:csrf() ?><div class="field<?cs if:Error.picture ?> is-wrong<?cs /if ?>"><label class="label" for="picture"><?cs var:Lang.AdminCatalogue.PictureFile ?></label><?cs call:_below("picture", Lang.AdminCatalogue.H.picture) ?><input class="input" type="file" id="picture" name="picture" accept="image/png"<?cs call:_said("picture", Lang.AdminCatalogue.H.picture) ?>></div><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCatalogue.PictureGo ?></button></div></form>
<?cs if:Picture ?><form method="post" action="/admin/catalogue/<?cs var:url_escape(Item) ?>/picture/drop"><?cs call:csrf() ?><button type="submit" class="link is-danger"><?cs var:Lang.AdminCatalogue.PictureDrop ?></button></form><?cs /if ?><?cs /if ?></section>
</div><?cs /if ?>
</div>
