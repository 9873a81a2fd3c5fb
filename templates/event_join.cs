<?cs # event_join.cs needs: Page.Title; Event as event.cs says; FormId ShownCost Form.seats Error.* SeatsHint Full GoText Note Why Available; Csrf; Lang.Events.* Lang.Common.Points ?><?cs include!"part/icon.cs" ?><?cs include!"part/form.cs" ?>
<p class="crumb"><a href="/events/<?cs var:url_escape(Event.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Event.Name ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Why ?><div class="card"><p><?cs var:Why ?></p><p class="actions"><a class="button" href="/events"><?cs var:Lang.Events.Others ?></a></p></div>
<?cs else ?><form class="card" method="post" action="/events/<?cs var:url_escape(Event.Id) ?>/join" novalidate><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>"><input type="hidden" name="cost" value="<?cs var:ShownCost ?>">
<dl class="facts"><div><dt><?cs var:Lang.Events.Begins ?></dt><dd><time datetime="<?cs var:Event.Day.Iso ?>"><?cs var:Event.When ?></time></dd></div>
<div><dt><?cs var:Lang.Events.Where ?></dt><dd><?cs var:Event.Place ?></dd></div>
<?cs if:Event.Cost ?><div><dt><?cs var:Lang.Events.CostOne ?></dt><dd><data class="event-cost" value="<?cs var:Event.Cost.Value ?>"><?cs var:Event.Cost ?></data> <?cs var:Lang.Common.Points ?></dd></div>
<div><dt><?cs var:Lang.Events.Have ?></dt><dd><data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data> <?cs var:Lang.Common.Points ?></dd></div><?cs /if ?></dl>
<?cs if:Note ?><p class="bad"><?cs var:Note ?></p>
<?cs /if ?><?cs if:SeatsHint ?><?cs call:field("seats", Lang.Events.Seats, SeatsHint, "number", "off") ?><?cs else ?><input type="hidden" name="seats" value="1"><?cs /if ?>
<?cs if:Full ?><p class="soft"><?cs if:Event.Cost ?><?cs var:Lang.Events.WaitCost ?><?cs else ?><?cs var:Lang.Events.WaitFree ?><?cs /if ?></p>
<?cs elif:Event.Cost ?><p class="soft"><?cs var:Lang.Events.BackRule ?> <?cs var:Event.Back ?></p>
<?cs /if ?><div class="actions"><?cs call:button(GoText) ?></div></form>
<?cs /if ?>
