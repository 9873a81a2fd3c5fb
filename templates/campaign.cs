<?cs # campaign.cs needs: Page.Title; Campaign.{Id,Name,Window,Place,Offer,For,Look,State,Rule,Lines.N.Text}; Closing.Lines.N.Text; Items.N as part/item.cs says; Back; Csrf Static.Art; Lang.Campaigns.* Lang.Catalogue.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/item.cs" ?>
<p class="crumb"><a href="/campaigns"><?cs call:icon("arrow-left") ?><?cs var:Lang.Campaigns.Title ?></a></p>
<h1><?cs var:Campaign.Name ?></h1>
<p><span class="badge badge-<?cs var:Campaign.Look ?>"><?cs var:Campaign.State ?></span> <?cs var:Campaign.Window ?><?cs if:Campaign.Place ?> · <?cs var:Campaign.Place ?><?cs /if ?><?cs if:Campaign.For ?> · <?cs var:Campaign.For ?><?cs /if ?></p>
<?cs if:Closing.Lines.0.Text ?><section class="card"><h2 class="card-title"><?cs var:Lang.Campaigns.Closing ?></h2><?cs each:line = Closing.Lines ?><p class="event-text"><?cs var:line.Text ?></p>
<?cs /each ?></section>
<?cs /if ?><section class="card"><?cs if:Campaign.Offer ?><p class="campaign-offer"><?cs var:Campaign.Offer ?></p><?cs /if ?><?cs each:line = Campaign.Lines ?><p class="event-text"><?cs var:line.Text ?></p>
<?cs /each ?><?cs if:Campaign.Rule ?><p class="small soft"><?cs var:Lang.Campaigns.RuleLabel ?> <?cs var:Campaign.Rule ?></p><?cs /if ?></section>
<?cs if:Items.0.Id ?><section class="stacked" aria-labelledby="items"><h2 id="items"><?cs var:Lang.Campaigns.Items ?></h2><ul class="tiles shop-tiles"><?cs each:item = Items ?><?cs call:item_tile(item) ?><?cs /each ?></ul></section>
<?cs call:item_wish() ?><?cs /if ?>
