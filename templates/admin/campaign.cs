<?cs # admin/campaign.cs needs: New Draft MayStop; Page.Title; Id Window State Look StopReason StoppedOn Why; Form.*; Error.*; Csrf; Goals Kinds Tiers Categories .N.{Value,Text}; Lacks.N.Text; Items.N.{Id,Name,Cut,Cost}; Figures.{At,Participants,Orders,Sales,BeforeOrders,Before,Bonus,Redemptions,Redeemed,Saved,Points,PointsFen,CostFen,MoreFen,NetFen,Margin,Roi,Reached,Target,Attained,Goal,Budget}; Desk.Manager; Lang.AdminCampaigns.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:row(name, hint, type) ?><?cs call:field(name, Lang.AdminCampaigns.F[name], hint, type, "off") ?><?cs /def ?><?cs
def:figure(class, label, value, note) ?><div><dt><?cs var:label ?></dt><dd><data class="campaign-<?cs var:class ?>" value="<?cs var:value.Value ?>"><?cs var:value ?></data><?cs if:note ?> <span class="small soft"><?cs var:note ?></span><?cs /if ?></dd></div><?cs /def ?>
<p class="crumb"><a href="/admin/campaigns"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCampaigns.Title ?></a></p>
<div class="desk-head"><h1><?cs var:Page.Title ?></h1><?cs if:!New ?><span><span class="badge badge-<?cs var:Look ?>"><?cs var:State ?></span> <?cs var:Window ?></span><?cs /if ?></div>
<?cs if:Why ?><p class="bad"><?cs var:Why ?></p>
<?cs /if ?><?cs if:StoppedOn ?><p><?cs var:Lang.AdminCampaigns.StoppedOn ?> <time datetime="<?cs var:StoppedOn.Iso ?>"><?cs var:StoppedOn ?></time> · <?cs var:StopReason ?></p>
<?cs /if ?><div class="desk-split">
<div><?cs if:Figures.At ?><section class="card" aria-labelledby="figures-title"><h2 class="card-title" id="figures-title"><?cs var:Lang.AdminCampaigns.Figures ?></h2><p class="small soft"><?cs var:Lang.AdminCampaigns.CountedAt ?> <time datetime="<?cs var:Figures.At.Iso ?>"><?cs var:Figures.At ?></time></p>
<?cs if:Figures.Target ?><p><?cs var:Lang.AdminCampaigns.GoalLine ?> <?cs var:Figures.Goal ?>: <strong><?cs var:Figures.Attained ?></strong> / <?cs var:Figures.Target ?> = <?cs var:Figures.Reached ?></p>
<?cs /if ?><dl class="facts"><?cs call:figure("participants", Lang.AdminCampaigns.Participants, Figures.Participants, "") ?><?cs call:figure("orders", Lang.AdminCampaigns.Orders, Figures.Orders, "") ?><?cs call:figure("sales", Lang.AdminCampaigns.Sales, Figures.Sales, "") ?><?cs call:figure("before-orders", Lang.AdminCampaigns.BeforeOrders, Figures.BeforeOrders, "") ?><?cs call:figure("before", Lang.AdminCampaigns.Before, Figures.Before, "") ?><?cs call:figure("bonus", Lang.AdminCampaigns.Bonus, Figures.Bonus, "") ?><?cs call:figure("redemptions", Lang.AdminCampaigns.Redemptions, Figures.Redemptions, "") ?><?cs call:figure("redeemed", Lang.AdminCampaigns.Redeemed, Figures.Redeemed, "") ?><?cs call:figure("saved", Lang.AdminCampaigns.Saved, Figures.Saved, "") ?><?cs if:Figures.Budget ?><?cs call:figure("budget", Lang.AdminCampaigns.F.budget, Figures.Budget, "") ?><?cs /if ?></dl>
<h3><?cs var:Lang.AdminCampaigns.Effect ?></h3><dl class="facts"><?cs call:figure("cost", Lang.AdminCampaigns.Cost, Figures.CostFen, Lang.AdminCampaigns.CostRule) ?><?cs call:figure("more", Lang.AdminCampaigns.More, Figures.MoreFen, Lang.AdminCampaigns.MoreRule) ?><?cs call:figure("net", Lang.AdminCampaigns.Net, Figures.NetFen, Lang.AdminCampaigns.NetRule) ?><div><dt><?cs var:Lang.AdminCampaigns.Roi ?></dt><dd><?cs if:Figures.Roi ?><span class="campaign-roi"><?cs var:Figures.Roi ?></span><?cs else ?><?cs var:Lang.AdminCampaigns.NoRoi ?><?cs /if ?> <span class="small soft"><?cs var:Lang.AdminCampaigns.RoiRule ?></span></dd></div></dl></section>
<?cs /if ?><form class="stacked" method="post" action="/admin/campaigns/<?cs if:New ?>new<?cs else ?><?cs var:url_escape(Id) ?><?cs /if ?>" novalidate>
<?cs call:csrf() ?><input type="hidden" name="version" value="<?cs var:Form.version ?>">
<fieldset class="bare"<?cs if:!Desk.Manager ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Page.Title ?></legend>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCampaigns.Texts ?></h2>
<?cs if:New ?><div class="wide"><?cs call:row("campaign", Lang.AdminCampaigns.H.campaign, "text") ?></div><?cs /if ?>
<?cs call:row("name", Lang.AdminCampaigns.H.name, "text") ?>
<?cs call:row("name_en", "", "text") ?>
<?cs call:area("text", Lang.AdminCampaigns.F.text, Lang.AdminCampaigns.H.text) ?>
<?cs call:area("text_en", Lang.AdminCampaigns.F.text_en, "") ?>
<?cs call:row("place", Lang.AdminCampaigns.H.place, "text") ?>
<?cs call:row("place_en", "", "text") ?>
</div>
<div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCampaigns.Plan ?></h2>
<?cs call:row("theme", Lang.AdminCampaigns.H.staff, "text") ?>
<?cs call:row("channels", Lang.AdminCampaigns.H.staff, "text") ?>
<?cs call:select("goal", Lang.AdminCampaigns.F.goal, "", Goals) ?>
<?cs call:row("target", Lang.AdminCampaigns.H.target, "text") ?>
<?cs call:row("budget", Lang.AdminCampaigns.H.budget, "number") ?>
<?cs call:row("cost", Lang.AdminCampaigns.H.cost, "text") ?>
<?cs call:row("margin", Lang.AdminCampaigns.H.margin, "text") ?>
<?cs call:row("survey", Lang.AdminCampaigns.H.survey, "text") ?>
</div>
<fieldset class="bare"<?cs if:!Draft ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Lang.AdminCampaigns.Rules ?></legend><div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCampaigns.Rules ?></h2><p class="small soft wide"><?cs if:Draft ?><?cs var:Lang.AdminCampaigns.RulesText ?><?cs else ?><?cs var:Lang.AdminCampaigns.RulesFixed ?><?cs /if ?></p>
<?cs call:row("from_day", "", "date") ?>
<?cs call:row("until_day", "", "date") ?>
<?cs call:row("bonus", Lang.AdminCampaigns.H.bonus, "text") ?>
<?cs call:select("category", Lang.AdminCampaigns.F.category, "", Categories) ?>
<?cs call:row("product", Lang.AdminCampaigns.H.code, "text") ?>
<?cs call:row("partner", Lang.AdminCampaigns.H.code, "text") ?>
<?cs call:row("branch", Lang.AdminCampaigns.H.code, "text") ?>
<?cs call:row("min_paid", "", "text") ?>
<?cs call:check("first_in_category", Lang.AdminCampaigns.F.first_in_category, "") ?>
<?cs call:select("tier", Lang.AdminCampaigns.F.tier, "", Tiers) ?>
<?cs call:select("kind", Lang.AdminCampaigns.F.kind, Lang.AdminCampaigns.H.kind, Kinds) ?>
</div></fieldset>
<?cs if:!Draft ?><div class="card desk-form"><h2 class="card-title wide"><?cs var:Lang.AdminCampaigns.Closing ?></h2>
<?cs call:area("closing", Lang.AdminCampaigns.F.closing, Lang.AdminCampaigns.H.closing) ?>
<?cs call:area("closing_en", Lang.AdminCampaigns.F.closing_en, "") ?>
</div><?cs /if ?>
</fieldset>
<?cs if:Desk.Manager ?><div class="actions"><?cs call:button(Lang.AdminCampaigns.Save) ?></div><?cs /if ?>
</form></div>
<?cs if:!New ?><div>
<section class="card" aria-labelledby="items-title"><h2 class="card-title" id="items-title"><?cs var:Lang.AdminCampaigns.Items ?></h2><p class="small soft"><?cs var:Lang.AdminCampaigns.ItemsText ?></p>
<?cs if:Items.0.Id ?><div class="table-wrap"><table class="table"><thead><tr><th scope="col"><?cs var:Lang.AdminCampaigns.Item ?></th><th scope="col" class="num"><?cs var:Lang.AdminCampaigns.ListCost ?></th><th scope="col" class="num"><?cs var:Lang.AdminCampaigns.CutCost ?></th></tr></thead><tbody><?cs each:item = Items ?><tr><th scope="row"><a href="/admin/catalogue/<?cs var:url_escape(item.Id) ?>"><?cs var:item.Name ?></a><br><span class="small soft"><?cs var:item.Id ?></span></th><td class="num"><?cs var:item.Cost ?></td><td class="num"><?cs var:item.Cut ?></td></tr><?cs /each ?></tbody></table></div><?cs /if ?>
<?cs if:Draft && Desk.Manager ?><form class="inline" method="post" action="/admin/campaigns/<?cs var:url_escape(Id) ?>/item" novalidate><?cs call:csrf() ?><?cs call:field("item", Lang.AdminCampaigns.Item, Lang.AdminCampaigns.H.item, "text", "off") ?><?cs call:optional("cut", Lang.AdminCampaigns.CutCost, Lang.AdminCampaigns.H.cut, "number", "off") ?><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCampaigns.Set ?></button></form><?cs /if ?></section>
<?cs if:Draft && Desk.Manager ?><form class="card" method="post" action="/admin/campaigns/<?cs var:url_escape(Id) ?>/publish"><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminCampaigns.Publish ?></h2><?cs if:Lacks.0.Text ?><p><?cs var:Lang.AdminCampaigns.LacksTitle ?></p><ul><?cs each:lack = Lacks ?><li><?cs var:lack.Text ?></li><?cs /each ?></ul><?cs else ?><p class="small soft"><?cs var:Lang.AdminCampaigns.PublishText ?></p><?cs /if ?><div class="actions"><button type="submit" class="button button-small"><?cs var:Lang.AdminCampaigns.PublishGo ?></button></div></form>
<?cs /if ?><?cs if:MayStop && Desk.Manager ?><form class="card" method="post" action="/admin/campaigns/<?cs var:url_escape(Id) ?>/stop" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminCampaigns.Stop ?></h2><p class="small soft"><?cs var:Lang.AdminCampaigns.StopText ?></p><?cs call:field("reason", Lang.AdminCampaigns.F.reason, "", "text", "off") ?><div class="actions"><button type="submit" class="button-plain button-small is-danger"><?cs var:Lang.AdminCampaigns.StopGo ?></button></div></form>
<?cs /if ?></div><?cs /if ?>
</div>
