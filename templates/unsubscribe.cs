<?cs # unsubscribe.cs needs: Topic Ended Reader Gone; Lang.Unsubscribe.* ?><?cs include!"part/form.cs" ?><?cs include!"part/empty.cs" ?>
<?cs if:Gone ?><div class="card empty"><?cs call:art("compass") ?><h1><?cs var:Lang.Unsubscribe.GoneTitle ?></h1><p><?cs var:Lang.Unsubscribe.GoneText ?></p><p><a class="button" href="/profile/messages"><?cs var:Lang.Unsubscribe.ToChoices ?></a></p></div>
<?cs elif:Ended ?><div class="card empty"><?cs call:art("desk") ?><h1><?cs var:Lang.Unsubscribe.EndedTitle ?></h1><p><?cs var:Lang.Unsubscribe.EndedText ?> <strong><?cs var:Topic ?></strong></p><p class="soft"><?cs var:Lang.Unsubscribe.Needed ?></p><?cs if:!Reader ?><p><a class="button button-plain" href="/profile/messages"><?cs var:Lang.Unsubscribe.ToChoices ?></a></p><?cs /if ?></div>
<?cs else ?><h1><?cs var:Lang.Unsubscribe.Title ?></h1>
<form class="card" method="post" novalidate>
<input type="hidden" name="ask" value="1">
<p><?cs var:Lang.Unsubscribe.Lead ?></p>
<p><strong><?cs var:Topic ?></strong></p>
<div class="actions"><?cs call:button(Lang.Unsubscribe.Go) ?></div>
<p class="small soft"><?cs var:Lang.Unsubscribe.Needed ?></p>
</form><?cs /if ?>
