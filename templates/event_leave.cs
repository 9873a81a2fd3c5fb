<?cs # event_leave.cs needs: Page.Title; Event as event.cs says; Means; Csrf; Lang.Events.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/form.cs" ?>
<p class="crumb"><a href="/events/<?cs var:url_escape(Event.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Event.Name ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<form class="card" method="post" action="/events/<?cs var:url_escape(Event.Id) ?>/leave"><?cs call:csrf() ?><p><time datetime="<?cs var:Event.Day.Iso ?>"><?cs var:Event.When ?></time> · <?cs var:Event.Place ?></p>
<p><?cs var:Means ?></p>
<div class="actions"><button type="submit" class="button button-plain is-danger"><?cs var:Lang.Events.LeaveGo ?></button><a href="/events/<?cs var:url_escape(Event.Id) ?>"><?cs var:Lang.Events.Stay ?></a></div></form>
