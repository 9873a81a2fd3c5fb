<?cs # admin/draw_queue.cs needs: Waiting; Rows.N.{Draw,DrawName,Ticket,Prize,Member,State,Look,Worth,Until,Late,Note}; Lang.AdminDraws.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/desk_win.cs" ?>
<p class="crumb"><a href="/admin/draws"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminDraws.Title ?></a></p>
<h1><?cs var:Lang.AdminDraws.QueueTitle ?></h1>
<p class="desk-links"><a href="/admin/draws/prizes"<?cs if:!Waiting ?> aria-current="true"<?cs /if ?>><?cs var:Lang.AdminDraws.QueueClaimed ?></a><a href="/admin/draws/prizes?show=won"<?cs if:Waiting ?> aria-current="true"<?cs /if ?>><?cs var:Lang.AdminDraws.QueueWon ?></a></p>
<?cs if:Rows.0.Ticket ?><div class="table-wrap"><table class="table stack"><caption class="hidden"><?cs var:Lang.AdminDraws.QueueTitle ?></caption><?cs call:win_head(Lang.AdminDraws.Ticket) ?>
<tbody><?cs each:row = Rows ?><?cs call:win_row(row, row.DrawName) ?><?cs /each ?></tbody></table></div>
<?cs else ?><div class="card"><p><?cs var:Lang.AdminDraws.QueueNone ?></p></div><?cs /if ?>
