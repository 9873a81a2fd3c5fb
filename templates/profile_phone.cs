<?cs # profile_phone.cs needs: Now; Form.phone; Error.*; Csrf; Lang.{Account,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Profile.PhoneTitle ?></h1>
<?cs if:Now ?><p><?cs var:Lang.Profile.NowPhone ?> <b class="nowrap"><?cs var:Now ?></b></p><?cs /if ?>
<form class="card" method="post" action="/profile/phone" novalidate>
<?cs call:csrf() ?>
<?cs call:field("phone", Lang.Profile.NewPhone, Lang.Profile.NewPhoneHint, "tel", "tel") ?>
<?cs call:field("password", Lang.Profile.YourPassword, "", "password", "current-password") ?>
<div class="actions"><?cs call:button(Lang.Account.Continue) ?></div>
</form>
