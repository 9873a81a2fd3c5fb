<?cs # draws.cs needs: Page.Title Stop SignedIn; Open Coming Finished .N.{Id,Name,State,Look,When,Top,Price,Mine,Won,No,Art,Picture}; Any; Recent.N.{Ticket,Prize,Who,Day,Note}; Static.Art; Lang.Draws.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/draw.cs" ?><?cs include!"part/stop.cs" ?><?cs
def:_group(id, title, list) ?><section class="stacked" aria-labelledby="<?cs var:id ?>"><h2 id="<?cs var:id ?>"><?cs var:title ?></h2><ul class="draws"><?cs each:draw = list ?><?cs call:draw_card(draw) ?><?cs /each ?></ul></section>
<?cs /def ?>
<?cs if:SignedIn ?><p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Invite.Back ?></a></p>
<?cs /if ?><h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Draws.Lead ?></p>
<?cs call:stop_banner() ?><?cs if:Any ?><?cs if:Open.0.Id ?><?cs call:_group("open", Lang.Draws.Open, Open) ?><?cs /if ?><?cs if:Coming.0.Id ?><?cs call:_group("coming", Lang.Draws.Coming, Coming) ?><?cs /if ?><?cs if:Recent.0.Prize ?><section class="card" aria-labelledby="recent"><h2 class="card-title" id="recent"><?cs var:Lang.Draws.RecentTitle ?></h2><p class="small soft"><?cs var:Lang.Draws.RecentNote ?></p><div class="table-wrap"><table class="table stack"><caption class="hidden"><?cs var:Lang.Draws.RecentTitle ?></caption><thead><tr><th scope="col"><?cs var:Lang.Draws.WinnersTicket ?></th><th scope="col"><?cs var:Lang.Draws.WinnersPrize ?></th><th scope="col"><?cs var:Lang.Draws.WinnersWho ?></th></tr></thead><tbody><?cs each:row = Recent ?><?cs call:winner_row(row) ?><?cs /each ?></tbody></table></div></section>
<?cs /if ?><?cs if:Finished.0.Id ?><?cs call:_group("finished", Lang.Draws.Finished, Finished) ?><?cs /if ?><?cs
else ?><div class="card"><?cs call:empty("compass", Lang.Draws.EmptyTitle, Lang.Draws.EmptyText, "/catalogue", Lang.Draws.EmptyLink) ?></div>
<?cs /if ?>
