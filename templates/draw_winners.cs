<?cs # draw_winners.cs needs: Page.Title; Draw.{Id,Name}; Winners.N.{Ticket,Prize,Who,Day,Note}; First Next; Lang.Draws.* Lang.Catalogue.{Pager,Start,Next} ?><?cs include!"part/icon.cs" ?><?cs include!"part/draw.cs" ?>
<p class="crumb"><a href="/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Draw.Name ?></a></p>
<h1><?cs var:Lang.Draws.WinnersTitle ?></h1>
<?cs if:Winners.0.Prize ?><p class="lead"><?cs var:Lang.Draws.WinnersLead ?></p>
<div class="card"><div class="table-wrap"><table class="table stack"><caption class="hidden"><?cs var:Lang.Draws.WinnersTitle ?></caption><thead><tr><th scope="col"><?cs var:Lang.Draws.WinnersTicket ?></th><th scope="col"><?cs var:Lang.Draws.WinnersPrize ?></th><th scope="col"><?cs var:Lang.Draws.WinnersWho ?></th></tr></thead><tbody><?cs each:row = Winners ?><?cs call:winner_row(row) ?><?cs /each ?></tbody></table></div></div>
<?cs else ?><div class="card"><p class="soft"><?cs var:Lang.Draws.WinnersNone ?></p></div>
<?cs /if ?><?cs if:First || Next ?><nav class="pager" aria-label="<?cs var:Lang.Catalogue.Pager ?>"><?cs if:First ?><a class="pager-prev" href="<?cs var:First ?>"><?cs call:icon("arrow-left") ?><?cs var:Lang.Catalogue.Start ?></a><?cs /if ?><?cs if:Next ?><a class="pager-next" rel="next" href="<?cs var:Next ?>"><?cs var:Lang.Catalogue.Next ?><?cs call:icon("arrow-right") ?></a><?cs /if ?></nav>
<?cs /if ?><p><a href="/draws/<?cs var:url_escape(Draw.Id) ?>/proof"><?cs var:Lang.Draws.ProofLink ?></a></p>
