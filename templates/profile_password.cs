<?cs # profile_password.cs needs: Error.*; Csrf; Viewer.MemberNo; Lang.{Account,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Profile.PasswordTitle ?></h1>
<p class="lead"><?cs var:Lang.Profile.PasswordLead ?></p>
<form class="card" method="post" action="/profile/password" novalidate>
<?cs call:csrf() ?>
<?cs call:field("current", Lang.Profile.CurrentPassword, "", "password", "current-password") ?>
<?cs call:field("password", Lang.Account.NewPassword, Lang.Account.NewPasswordHint, "new-password", "new-password") ?>
<div class="actions"><?cs call:button(Lang.Account.ResetSave) ?></div>
</form>
