<?cs # messages.cs needs: Page.Title; Address Unproven Nowhere Wechat; Topics.N.{Value,Name,Note,On}; Csrf; Lang.{Messages,Account,Wechat}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Messages.Lead ?></p>
<?cs if:Address ?><p class="soft"><?cs var:Lang.Messages.Goes ?> <span class="message-address"><?cs var:Address ?></span></p>
<?cs elif:Unproven ?><p class="soft"><?cs var:Lang.Messages.Unproven ?> <a href="/verify"><?cs var:Lang.Messages.UnprovenLink ?></a></p>
<?cs elif:Nowhere ?><p class="soft"><?cs var:Lang.Messages.Nowhere ?> <a href="/profile/email"><?cs var:Lang.Messages.NowhereLink ?></a></p><?cs /if ?>
<form class="card" method="post" action="/profile/messages" novalidate>
<?cs call:csrf() ?>
<fieldset class="field"><legend><?cs var:Lang.Messages.Topics ?></legend>
<?cs each:topic = Topics ?><div class="message-topic"><div class="choice"><input type="checkbox" id="topic-<?cs var:topic.Value ?>" name="topic" value="<?cs var:topic.Value ?>" aria-describedby="topic-<?cs var:topic.Value ?>-note"<?cs if:topic.On ?> checked<?cs /if ?>><label for="topic-<?cs var:topic.Value ?>"><?cs var:topic.Name ?></label></div><span class="hint" id="topic-<?cs var:topic.Value ?>-note"><?cs var:topic.Note ?></span></div>
<?cs /each ?></fieldset>
<div class="actions"><?cs call:button(Lang.Messages.Save) ?></div>
</form>
<?cs if:Wechat ?><ul class="rows card"><li class="row"><a class="row-link account-row" href="/profile/wechat"><span class="row-what"><?cs call:icon("chat-dots") ?> <?cs var:Lang.Wechat.Title ?></span><span class="row-figure" aria-hidden="true"><?cs call:icon("chevron-right") ?></span><span class="row-note"><?cs var:Wechat ?></span></a></li></ul>
<?cs /if ?><section class="card"><h2 class="card-title"><?cs var:Lang.Messages.NeededTitle ?></h2>
<p><?cs var:Lang.Messages.Needed ?></p></section>
