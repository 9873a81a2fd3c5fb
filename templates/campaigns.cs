<?cs # campaigns.cs needs: Page.Title; On Coming Over .N.{Id,Name,Window,Place,Offer,For,Look,State}; Any; Lang.Campaigns.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?><?cs
def:_group(id, title, list) ?><section class="stacked" aria-labelledby="<?cs var:id ?>"><h2 id="<?cs var:id ?>"><?cs var:title ?></h2><?cs each:campaign = list ?><article class="card campaign"><h3 class="card-title"><a href="/campaigns/<?cs var:url_escape(campaign.Id) ?>"><?cs var:campaign.Name ?></a></h3><?cs if:campaign.Offer ?><p class="campaign-offer"><?cs var:campaign.Offer ?></p><?cs /if ?><p class="small soft"><span class="badge badge-<?cs var:campaign.Look ?>"><?cs var:campaign.State ?></span> <?cs var:campaign.Window ?><?cs if:campaign.Place ?> · <?cs var:campaign.Place ?><?cs /if ?><?cs if:campaign.For ?> · <?cs var:campaign.For ?><?cs /if ?></p></article>
<?cs /each ?></section>
<?cs /def ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Invite.Back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Any ?><p class="lead"><?cs var:Lang.Campaigns.Lead ?></p>
<?cs if:On.0.Id ?><?cs call:_group("on", Lang.Campaigns.OnTitle, On) ?><?cs /if ?><?cs if:Coming.0.Id ?><?cs call:_group("coming", Lang.Campaigns.ComingTitle, Coming) ?><?cs /if ?><?cs if:Over.0.Id ?><?cs call:_group("over", Lang.Campaigns.OverTitle, Over) ?><?cs /if ?><?cs
else ?><div class="card"><?cs call:empty("plane", Lang.Campaigns.EmptyTitle, Lang.Campaigns.EmptyText, "/catalogue", Lang.Campaigns.EmptyLink) ?></div>
<?cs /if ?>
