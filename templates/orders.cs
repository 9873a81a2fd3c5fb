<?cs # orders.cs needs: Page.Title; Behind; Trips.N.{What,No,Paid,PaidDay,State,Look,Points,Taken,Held,Quiet,Until,Steps.N.{Text,Date,Done},Cost.{Text,Other,Debt}}; Older; Lang.Orders.* Lang.Balance.Unit ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/trip.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Trips.0.No ?><p class="lead"><?cs var:Lang.Orders.Lead ?></p>
<ul class="trips"><?cs each:trip = Trips ?><li class="card trip<?cs if:trip.Quiet ?> is-quiet<?cs /if ?>"><div class="trip-head"><h2 class="trip-what"><a href="/orders/<?cs var:url_escape(trip.No) ?>"><?cs var:trip.What ?></a></h2><p class="trip-figure"><data value="<?cs var:trip.Points.Value ?>"><?cs var:trip.Points ?></data> <span class="unit"><?cs var:Lang.Balance.Unit ?></span></p></div>
<p class="small soft"><span class="badge badge-<?cs var:trip.Look ?>"><?cs var:trip.State ?></span> <time datetime="<?cs var:trip.PaidDay.Iso ?>"><?cs var:trip.PaidDay ?></time> · <?cs var:trip.Paid ?> · <?cs var:trip.No ?></p>
<?cs call:trip_steps(trip) ?>
<?cs if:trip.Taken || trip.Held ?><p class="small"><?cs if:trip.Taken ?><?cs var:Lang.Orders.TakenLabel ?> <?cs var:trip.Taken ?><?cs /if ?><?cs if:trip.Taken && trip.Held ?> · <?cs /if ?><?cs if:trip.Held ?><?cs var:Lang.Orders.HeldLabel ?> <?cs var:trip.Held ?><?cs /if ?></p><?cs /if ?>
<?cs if:trip.Cost.Text ?><p class="small soft"><?cs var:trip.Cost.Text ?><?cs if:trip.Cost.Other ?> <?cs var:trip.Cost.Other ?><?cs /if ?><?cs if:trip.Cost.Debt ?> <strong class="bad"><?cs var:trip.Cost.Debt ?></strong><?cs /if ?></p><?cs /if ?></li>
<?cs /each ?></ul>
<?cs else ?><div class="card"><?cs call:empty("mountains", Lang.Orders.EmptyTitle, Lang.Orders.EmptyText, "/programme", Lang.Orders.EmptyLink) ?></div>
<?cs /if ?><?cs if:Behind || Older ?><nav class="pager" aria-label="<?cs var:Lang.Orders.Pager ?>"><?cs if:Behind ?><a class="pager-prev" href="/orders"><?cs call:icon("arrow-left") ?><?cs var:Lang.Orders.Newest ?></a><?cs /if ?><?cs if:Older ?><a class="pager-next" rel="next" href="<?cs var:Older ?>"><?cs var:Lang.Orders.Older ?><?cs call:icon("arrow-right") ?></a><?cs /if ?></nav>
<?cs /if ?>
<p class="small"><a href="/orders/claim"><?cs var:Lang.Claim.Missing ?></a></p>
