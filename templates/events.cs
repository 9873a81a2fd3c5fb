<?cs # events.cs needs: Page.Title; Events.N.{Id,Name,Place,DayNo,Month,When,Day,Cost,Look,State}; Lang.Events.* Lang.Common.Points ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Invite.Back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Events.0.Id ?><p class="lead"><?cs var:Lang.Events.Lead ?></p>
<ul class="ticks-list"><?cs each:event = Events ?><li class="tick"><a class="tick-in" href="/events/<?cs var:url_escape(event.Id) ?>"><span class="tick-face"><span><span class="tick-figure"><?cs var:event.DayNo ?></span><br><?cs var:event.Month ?></span></span><span class="tick-body"><span class="tick-name"><?cs var:event.Name ?></span><span class="tick-note"><time datetime="<?cs var:event.Day.Iso ?>"><?cs var:event.When ?></time> · <?cs var:event.Place ?></span><span class="event-line"><span class="badge badge-<?cs var:event.Look ?>"><?cs var:event.State ?></span><?cs if:event.Cost ?> <span class="tick-note"><data class="event-cost" value="<?cs var:event.Cost.Value ?>"><?cs var:event.Cost ?></data> <?cs var:Lang.Common.Points ?></span><?cs else ?> <span class="tick-note"><?cs var:Lang.Events.Free ?></span><?cs /if ?></span></span></a></li>
<?cs /each ?></ul>
<?cs else ?><div class="card"><?cs call:empty("mountains", Lang.Events.EmptyTitle, Lang.Events.EmptyText, "/campaigns", Lang.Events.EmptyLink) ?></div>
<?cs /if ?>
