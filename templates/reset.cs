<?cs # reset.cs needs: Gone; Person.Name; Error.*; Csrf; Lang.Account.* ?><?cs include!"part/form.cs" ?><?cs include!"part/empty.cs" ?>
<?cs if:Gone ?><div class="card empty"><?cs call:art("compass") ?><h1><?cs var:Lang.Account.LinkGone ?></h1><p><?cs var:Lang.Account.ResetGoneText ?></p><p><a class="button" href="/forgot"><?cs var:Lang.Account.ForgotAgain ?></a></p></div>
<?cs else ?><h1><?cs var:Lang.Account.ResetTitle ?></h1>
<p class="lead"><?cs var:Lang.Account.ResetLead ?></p>
<form class="card" method="post" novalidate>
<?cs call:csrf() ?>
<?cs call:field("password", Lang.Account.NewPassword, Lang.Account.NewPasswordHint, "new-password", "new-password") ?>
<div class="actions"><?cs call:button(Lang.Account.ResetSave) ?></div>
</form><?cs /if ?>
