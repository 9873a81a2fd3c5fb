<?cs # admin/draw_winners.cs needs: Page.Title; Draw.{Id,Name}; Rows.N.{Draw,Ticket,Prize,Member,State,Look,Worth,Until,Late,Note}; Next; Lang.AdminDraws.* Lang.AdminCatalogue.Next ?><?cs include!"part/icon.cs" ?><?cs include!"part/desk_win.cs" ?>
<p class="crumb"><a href="/admin/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Draw.Name ?></a></p>
<div class="desk-head"><h1><?cs var:Page.Title ?></h1><a class="button-plain button-small" href="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/winners.csv"><?cs call:icon("download") ?><?cs var:Lang.AdminDraws.CsvFile ?></a></div>
<p class="small soft"><?cs var:Lang.AdminDraws.CsvNote ?></p>
<?cs if:Rows.0.Ticket ?><div class="table-wrap"><table class="table stack"><caption class="hidden"><?cs var:Page.Title ?></caption><?cs call:win_head(Lang.AdminDraws.Ticket) ?>
<tbody><?cs each:row = Rows ?><?cs call:win_row(row, "") ?><?cs /each ?></tbody></table></div>
<?cs if:Next ?><form method="get" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/winners"><input type="hidden" name="after" value="<?cs var:Next ?>"><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCatalogue.Next ?></button></form><?cs /if ?>
<?cs else ?><div class="card"><p><?cs var:Lang.AdminDraws.WinnersNone ?></p></div><?cs /if ?>
