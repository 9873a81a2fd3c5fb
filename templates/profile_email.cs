<?cs # profile_email.cs needs: Now; Form.email; Error.*; Csrf; Lang.{Account,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Profile.EmailTitle ?></h1>
<?cs if:Now ?><p><?cs var:Lang.Profile.NowEmail ?> <b class="account-address"><?cs var:Now ?></b></p><?cs /if ?>
<form class="card" method="post" action="/profile/email" novalidate>
<?cs call:csrf() ?>
<?cs call:field("email", Lang.Profile.NewEmail, Lang.Profile.NewEmailHint, "email", "email") ?>
<?cs call:field("password", Lang.Profile.YourPassword, "", "password", "current-password") ?>
<div class="actions"><?cs call:button(Lang.Account.Continue) ?></div>
</form>
