<?cs # admin/draw.cs needs: New Draft; Page.Title; Draw.{Id,Name}; State Look; Form.*; Error.*; Csrf; Kinds Tiers Taxes .N.{Value,Text}; Prizes.N.{No,Name,Kind,Worth,Count,Art,Picture}; Lacks.N.{Text,Href}; SeedHash ListHash DeckHash Seed PublicValue CancelReason Tickets; May.{Better,Cancel,Value}; Better.N.{Value,Text}; Desk.Manager; Static.Art; Lang.AdminDraws.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:_row(name, hint, type) ?><?cs call:field(name, Lang.AdminDraws.F[name], hint, type, "off") ?><?cs /def ?><?cs
def:_text(name, hint) ?><?cs call:area(name, Lang.AdminDraws.F[name], hint) ?><?cs /def ?><?cs
def:_hash(label, value) ?><?cs if:value ?><div><dt><?cs var:label ?></dt><dd class="desk-hash"><code><?cs var:value ?></code></dd></div><?cs /if ?><?cs /def ?>
<p class="crumb"><a href="/admin/draws"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminDraws.Title ?></a></p>
<div class="desk-head"><h1><?cs var:Page.Title ?></h1><?cs if:!New && !Draft ?><span class="desk-links"><a href="/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs var:Lang.AdminDraws.MembersPage ?></a><a href="/draws/<?cs var:url_escape(Draw.Id) ?>/proof"><?cs var:Lang.AdminDraws.Proof ?></a><a href="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/winners"><?cs var:Lang.AdminDraws.Winners ?></a><?cs if:Desk.Manager ?><a href="/admin/stops/new?draw=<?cs var:url_escape(Draw.Id) ?>"><?cs var:Lang.AdminStops.Link ?></a><?cs /if ?></span><?cs /if ?></div>
<?cs if:!New ?><p><span class="badge badge-<?cs var:Look ?>"><?cs var:State ?></span></p>
<?cs /if ?><div class="desk-split">
<div><?cs if:!New ?><section class="card" aria-labelledby="prizes-title"><h2 class="card-title" id="prizes-title"><?cs var:Lang.AdminDraws.Prizes ?></h2><p class="small soft"><?cs var:Lang.AdminDraws.PrizeOrder ?></p>
<?cs if:Prizes.0.No ?><div class="table-wrap"><table class="table stack"><caption class="hidden"><?cs var:Lang.AdminDraws.Prizes ?></caption><thead><tr><th scope="col"><?cs var:Lang.AdminDraws.PrizeName ?></th><th scope="col"><?cs var:Lang.AdminDraws.PrizeNo ?></th><th scope="col"><?cs var:Lang.AdminDraws.PrizeKindLabel ?></th><th scope="col" class="num"><?cs var:Lang.AdminDraws.PrizeWorth ?></th><th scope="col" class="num"><?cs var:Lang.AdminDraws.PrizeCount ?></th></tr></thead><tbody><?cs each:prize = Prizes ?><tr><th scope="row"><?cs if:Draft && Desk.Manager ?><a href="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/prizes/<?cs var:url_escape(prize.No) ?>"><?cs var:prize.Name ?></a><?cs else ?><?cs var:prize.Name ?><?cs /if ?></th><td data-label="<?cs var:Lang.AdminDraws.PrizeNo ?>"><?cs var:prize.No ?></td><td data-label="<?cs var:Lang.AdminDraws.PrizeKindLabel ?>"><?cs var:prize.Kind ?></td><td class="num" data-label="<?cs var:Lang.AdminDraws.PrizeWorth ?>"><?cs var:prize.Worth ?></td><td class="num" data-label="<?cs var:Lang.AdminDraws.PrizeCount ?>"><?cs var:prize.Count ?></td></tr><?cs /each ?></tbody></table></div><?cs else ?><p><?cs var:Lang.AdminDraws.PrizeNone ?></p><?cs /if ?>
<?cs if:Draft && Desk.Manager ?><p><a class="button-plain button-small" href="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/prizes/new"><?cs var:Lang.AdminDraws.PrizeAdd ?></a></p><?cs /if ?></section>
<?cs /if ?><?cs if:Draft && Desk.Manager ?><form class="stacked" method="post" action="/admin/draws/<?cs if:New ?>new<?cs else ?><?cs var:url_escape(Draw.Id) ?><?cs /if ?>" novalidate>
<?cs call:csrf() ?><input type="hidden" name="version" value="<?cs var:Form.version ?>">
<?cs else ?><div class="stacked"><?cs if:!Draft ?><p class="small soft"><?cs var:Lang.AdminDraws.Frozen ?></p><?cs /if ?><?cs /if ?><fieldset class="bare"<?cs if:!Desk.Manager || !Draft ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Page.Title ?></legend>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminDraws.Basics ?></h2>
<?cs call:select("kind", Lang.AdminDraws.F.kind, Lang.AdminDraws.H.kind, Kinds) ?>
<?cs call:select("min_tier", Lang.AdminDraws.F.min_tier, "", Tiers) ?>
<?cs call:_row("name", "", "text") ?>
<?cs call:_row("name_en", Lang.AdminDraws.H.english, "text") ?>
<?cs call:_text("text", Lang.AdminDraws.H.text) ?>
<?cs call:_text("text_en", Lang.AdminDraws.H.english) ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminDraws.Money ?></h2>
<?cs call:_row("ticket_points", Lang.AdminDraws.H.free, "number") ?>
<?cs call:_row("per_member", Lang.AdminDraws.H.per_member, "number") ?>
<?cs call:_row("per_day", Lang.AdminDraws.H.none, "number") ?>
<?cs call:_row("max_tickets", Lang.AdminDraws.H.max_tickets, "number") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminDraws.Times ?></h2>
<?cs call:_row("opens_at", Lang.AdminDraws.H.time, "datetime-local") ?>
<?cs call:select("early_tier", Lang.AdminEarly.Tier, "", EarlyTiers) ?>
<?cs call:field("early_days", Lang.AdminEarly.DaysSooner, Lang.AdminEarly.DaysSoonerHint, "number", "off") ?>
<?cs call:_row("closes_at", Lang.AdminDraws.H.time, "datetime-local") ?>
<?cs call:_row("draws_at", Lang.AdminDraws.H.draws_at, "datetime-local") ?>
<?cs call:_row("claim_days", "", "number") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminDraws.Law ?></h2>
<?cs call:_text("who", "") ?><?cs call:_text("who_en", Lang.AdminDraws.H.english) ?>
<?cs call:_text("method", "") ?><?cs call:_text("method_en", Lang.AdminDraws.H.english) ?>
<?cs call:_text("claim_how", "") ?><?cs call:_text("claim_how_en", Lang.AdminDraws.H.english) ?>
<?cs call:_text("delivery", "") ?><?cs call:_text("delivery_en", Lang.AdminDraws.H.english) ?>
<?cs call:_text("forfeit", "") ?><?cs call:_text("forfeit_en", Lang.AdminDraws.H.english) ?>
<?cs call:_row("organiser", "", "text") ?><?cs call:_row("organiser_en", Lang.AdminDraws.H.english, "text") ?>
<?cs call:_row("contact", "", "text") ?>
<?cs call:select("tax_by", Lang.AdminDraws.F.tax_by, "", Taxes) ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminDraws.Reserves ?></h2>
<?cs call:_row("reserve_count", Lang.AdminDraws.H.reserve, "number") ?>
<?cs call:_row("public_source", Lang.AdminDraws.H.public_source, "text") ?>
<?cs call:_row("public_source_en", Lang.AdminDraws.H.english, "text") ?>
</div>
</fieldset>
<?cs if:Draft && Desk.Manager ?><div class="actions"><?cs call:button(Lang.AdminDraws.Save) ?></div>
</form><?cs else ?></div><?cs /if ?></div>
<?cs if:!New ?><div>
<?cs if:Draft ?><section class="card" aria-labelledby="publish-title"><h2 class="card-title" id="publish-title"><?cs var:Lang.AdminDraws.PublishTitle ?></h2><p class="small soft"><?cs var:Lang.AdminDraws.PublishText ?></p>
<?cs if:Lacks.0.Text ?><p><strong><?cs var:Lang.AdminDraws.PublishLacks ?></strong></p><ul class="points lacks"><?cs each:lack = Lacks ?><li><?cs if:lack.Href ?><a href="<?cs var:lack.Href ?>"><?cs var:lack.Text ?></a><?cs else ?><?cs var:lack.Text ?><?cs /if ?></li><?cs /each ?></ul><?cs else ?><p class="good"><?cs var:Lang.AdminDraws.PublishReady ?></p><?cs /if ?>
<?cs if:Desk.Manager ?><form method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/publish"><?cs call:csrf() ?><div class="actions"><button type="submit" class="button button-small"><?cs var:Lang.AdminDraws.Publish ?></button></div></form><?cs /if ?></section>
<?cs else ?><section class="card" aria-labelledby="proof-title"><h2 class="card-title" id="proof-title"><?cs var:Lang.AdminDraws.Proof ?></h2><dl class="facts stacked-facts"><div><dt><?cs var:Lang.AdminDraws.Tickets ?></dt><dd><?cs var:Tickets ?></dd></div><?cs call:_hash(Lang.AdminDraws.SeedHash, SeedHash) ?><?cs call:_hash(Lang.AdminDraws.DeckHash, DeckHash) ?><?cs call:_hash(Lang.AdminDraws.ListHash, ListHash) ?><?cs call:_hash(Lang.AdminDraws.ValueTitle, PublicValue) ?><?cs call:_hash(Lang.AdminDraws.Seed, Seed) ?><?cs if:CancelReason ?><div><dt><?cs var:Lang.AdminDraws.CancelledWhy ?></dt><dd><?cs var:CancelReason ?></dd></div><?cs /if ?></dl></section>
<?cs if:Desk.Manager ?><?cs if:May.Value ?><form class="card" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/public-value" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminDraws.ValueTitle ?></h2><p class="small soft"><?cs var:Lang.AdminDraws.ValueText ?></p><?cs call:field("value", Lang.AdminDraws.Value, "", "text", "off") ?><div class="actions"><button type="submit" class="button button-small"><?cs var:Lang.AdminDraws.ValueGo ?></button></div></form>
<?cs /if ?><?cs if:May.Better ?><form class="card" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/better" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminDraws.BetterTitle ?></h2><p class="small soft"><?cs var:Lang.AdminDraws.BetterText ?></p><?cs call:select("prize_no", Lang.AdminDraws.BetterWhat, "", Better) ?><?cs call:field("value", Lang.AdminDraws.BetterValue, "", "number", "off") ?><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminDraws.BetterGo ?></button></div></form>
<?cs /if ?><?cs if:May.Cancel ?><form class="card" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/cancel" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminDraws.CancelTitle ?></h2><p class="small soft"><?cs var:Lang.AdminDraws.CancelText ?></p><?cs call:field("reason", Lang.AdminDraws.CancelReason, Lang.AdminDraws.CancelReasonHint, "text", "off") ?><div class="actions"><button type="submit" class="button-plain button-small is-danger"><?cs var:Lang.AdminDraws.CancelGo ?></button></div></form>
<?cs /if ?><?cs /if ?><?cs /if ?>
</div><?cs /if ?>
</div>
