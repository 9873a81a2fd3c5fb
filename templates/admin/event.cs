<?cs # admin/event.cs needs: New Draft Open MayCancel; Page.Title; Id State Look Reason Places Taken Waiting; Form.*; Error.*; Csrf; Kinds Tiers EarlyTiers .N.{Value,Text}; Desk.Manager; Lang.AdminEvents.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:row(name, hint, type) ?><?cs call:field(name, Lang.AdminEvents.F[name], hint, type, "off") ?><?cs /def ?>
<p class="crumb"><a href="/admin/events"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminEvents.Title ?></a></p>
<div class="desk-head"><h1><?cs var:Page.Title ?></h1><?cs if:!New ?><span><span class="badge badge-<?cs var:Look ?>"><?cs var:State ?></span> <a href="/admin/events/<?cs var:url_escape(Id) ?>/people"><?cs var:Lang.AdminEvents.People ?> <?cs var:Taken ?> / <?cs var:Places ?></a> · <a href="/admin/events/<?cs var:url_escape(Id) ?>/gallery"><?cs var:Lang.AdminGallery.Title ?></a></span><?cs /if ?></div>
<?cs if:Reason ?><p><?cs var:Reason ?></p>
<?cs /if ?><div class="desk-split"><div><form class="stacked" method="post" action="/admin/events/<?cs if:New ?>new<?cs else ?><?cs var:url_escape(Id) ?><?cs /if ?>" novalidate>
<?cs call:csrf() ?><input type="hidden" name="version" value="<?cs var:Form.version ?>">
<fieldset class="bare"<?cs if:!Desk.Manager ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Page.Title ?></legend>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminEvents.Texts ?></h2>
<?cs call:row("name", "", "text") ?>
<?cs call:row("name_en", "", "text") ?>
<?cs call:area("text", Lang.AdminEvents.F.text, Lang.AdminCampaigns.H.text) ?>
<?cs call:area("text_en", Lang.AdminEvents.F.text_en, "") ?>
<?cs call:row("place", "", "text") ?>
<?cs call:row("place_en", "", "text") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminEvents.Times ?></h2>
<?cs call:row("starts_at", Lang.AdminEvents.H.moment, "datetime-local") ?>
<?cs call:row("ends_at", "", "datetime-local") ?>
<?cs call:row("open_from", Lang.AdminEvents.H.open_from, "datetime-local") ?>
<?cs call:select("early_tier", Lang.AdminEarly.Tier, "", EarlyTiers) ?>
<?cs call:field("early_days", Lang.AdminEarly.DaysSooner, Lang.AdminEarly.DaysSoonerHint, "number", "off") ?>
<?cs call:row("open_until", Lang.AdminEvents.H.open_until, "datetime-local") ?>
<?cs call:row("back_until", Lang.AdminEvents.H.back_until, "datetime-local") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminEvents.Rules ?></h2>
<?cs call:row("places", "", "number") ?>
<?cs call:row("per_member", "", "number") ?>
</div>
<fieldset class="bare"<?cs if:!Draft ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Lang.AdminEvents.Fixed ?></legend><div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminEvents.Fixed ?></h2><p class="small soft wide"><?cs var:Lang.AdminEvents.FixedText ?></p>
<?cs call:row("cost_points", Lang.AdminEvents.H.cost_points, "number") ?>
<?cs call:select("tier", Lang.AdminEvents.F.tier, "", Tiers) ?>
<?cs call:select("kind", Lang.AdminEvents.F.kind, "", Kinds) ?>
</div></fieldset></fieldset>
<?cs if:Desk.Manager ?><div class="actions"><?cs call:button(Lang.AdminEvents.Save) ?></div><?cs /if ?>
</form></div>
<?cs if:!New && Desk.Manager ?><div>
<?cs if:Draft ?><form class="card" method="post" action="/admin/events/<?cs var:url_escape(Id) ?>/open"><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminEvents.OpenTitle ?></h2><p class="small soft"><?cs var:Lang.AdminEvents.OpenText ?></p><div class="actions"><button type="submit" class="button button-small"><?cs var:Lang.AdminEvents.OpenGo ?></button></div></form>
<?cs /if ?><?cs if:MayCancel ?><form class="card" method="post" action="/admin/events/<?cs var:url_escape(Id) ?>/cancel" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminEvents.Cancel ?></h2><p class="small soft"><?cs var:Lang.AdminEvents.CancelText ?></p><?cs call:field("reason", Lang.AdminCampaigns.F.reason, "", "text", "off") ?><div class="actions"><button type="submit" class="button-plain button-small is-danger"><?cs var:Lang.AdminEvents.CancelGo ?></button></div></form>
<?cs /if ?></div><?cs /if ?>
</div>
