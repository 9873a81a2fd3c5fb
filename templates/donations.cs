<?cs # donations.cs needs: Page.Title; Stop; Total; Charities.N.{Paused,Id,Name,By,Points,Unit,Worth}; Lang.Donations.* Lang.Balance.Unit ?><?cs include!"part/empty.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/stop.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs call:stop_banner() ?><?cs if:Charities.0.Id ?><p class="lead"><?cs var:Lang.Donations.Lead ?></p>
<p><?cs var:Lang.Donations.Total ?> <strong class="big"><data class="donated" value="<?cs var:Total.Value ?>"><?cs var:Total ?></data></strong> <span class="unit"><?cs var:Lang.Balance.Unit ?></span></p>
<ul class="redeemed"><?cs each:one = Charities ?><li class="card"><div class="trip-head"><h2 class="trip-what"><a href="/catalogue/<?cs var:url_escape(one.Id) ?>"><?cs var:one.Name ?></a></h2><p class="trip-figure"><data value="<?cs var:one.Points.Value ?>"><?cs var:one.Points ?></data> <span class="unit"><?cs var:Lang.Balance.Unit ?></span></p></div>
<p class="small soft"><?cs if:one.By ?><?cs var:one.By ?><?cs if:one.Unit ?> · <?cs /if ?><?cs /if ?><?cs if:one.Unit ?><?cs var:one.Unit ?><?cs /if ?></p>
<?cs if:one.Worth ?><p class="small"><?cs var:one.Worth ?></p><?cs /if ?>
<p><?cs if:one.Paused ?><span class="badge badge-quiet"><?cs var:Lang.Stops.Paused ?></span><?cs else ?><a href="/catalogue/<?cs var:url_escape(one.Id) ?>/redeem"><?cs var:Lang.Donations.Give ?></a><?cs /if ?></p></li>
<?cs /each ?></ul>
<?cs else ?><div class="card"><?cs call:empty("mountains", Lang.Donations.EmptyTitle, Lang.Donations.EmptyText, "/catalogue", Lang.Donations.EmptyLink) ?></div>
<?cs /if ?>
