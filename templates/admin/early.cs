<?cs # admin/early.cs needs: Products.N.{Product,Name,From,Live,Days.N.Text}; Tiers.N.{Field,Text} States.N.{Value,Text}; Form.*; Error.*; Csrf; Desk.Manager; Lang.AdminEarly.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/custom"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCustom.Title ?></a></p>
<h1><?cs var:Lang.AdminEarly.Title ?></h1>
<?cs if:Products.0.Product ?><div class="table-wrap"><table class="table stack"><caption><?cs var:Lang.AdminEarly.Lead ?></caption><thead><tr><th scope="col"><?cs var:Lang.AdminEarly.Product ?></th><th scope="col"><?cs var:Lang.AdminEarly.Name ?></th><th scope="col"><?cs var:Lang.AdminEarly.From ?></th><th scope="col"><?cs var:Lang.AdminEarly.Days ?></th><th scope="col"><?cs var:Lang.AdminRedemptions.StateLabel ?></th></tr></thead><tbody><?cs each:row = Products ?><tr><th scope="row"><?cs var:row.Product ?></th><td data-label="<?cs var:Lang.AdminEarly.Name ?>"><?cs var:row.Name ?></td><td data-label="<?cs var:Lang.AdminEarly.From ?>"><time datetime="<?cs var:row.From.Iso ?>"><?cs var:row.From ?></time></td><td data-label="<?cs var:Lang.AdminEarly.Days ?>"><span><?cs each:one = row.Days ?><?cs var:one.Text ?> <?cs /each ?></span></td><td data-label="<?cs var:Lang.AdminRedemptions.StateLabel ?>"><span class="badge badge-<?cs if:row.Live ?>good<?cs else ?>quiet<?cs /if ?>"><?cs if:row.Live ?><?cs var:Lang.AdminEarly.State.live ?><?cs else ?><?cs var:Lang.AdminEarly.State.retired ?><?cs /if ?></span></td></tr><?cs /each ?></tbody></table></div>
<?cs else ?><div class="card"><p><?cs var:Lang.AdminEarly.None ?></p></div><?cs /if ?>
<?cs if:Desk.Manager ?><form class="card desk-form" method="post" action="/admin/early" novalidate><?cs call:csrf() ?><h2 class="card-title wide"><?cs var:Lang.AdminEarly.SetTitle ?></h2>
<?cs call:field("product", Lang.AdminEarly.Product, Lang.AdminEarly.ProductHint, "text", "off") ?>
<?cs call:field("name", Lang.AdminEarly.Name, "", "text", "off") ?>
<?cs call:optional("name_en", Lang.AdminEarly.NameEn, "", "text", "off") ?>
<?cs call:field("public_from", Lang.AdminEarly.From, "", "datetime-local", "off") ?>
<?cs each:tier = Tiers ?><?cs call:optional(tier.Field, tier.Text, Lang.AdminEarly.DaysHint, "number", "off") ?>
<?cs /each ?><?cs call:select("state", Lang.AdminRedemptions.StateLabel, "", States) ?>
<div class="actions wide"><?cs call:button(Lang.AdminEarly.Go) ?></div></form><?cs /if ?>
