<?cs # verify.cs needs: Done Gone Taken Address; Csrf SignedIn; Lang.Account.* ?><?cs include!"part/form.cs" ?><?cs include!"part/empty.cs" ?>
<?cs if:Done ?><div class="card empty"><?cs call:art("plane") ?><h1><?cs var:Lang.Account.VerifiedTitle ?></h1><p><?cs var:Lang.Account.VerifiedText ?></p><p><?cs if:SignedIn ?><a class="button" href="/profile"><?cs var:Lang.Account.ToProfile ?></a><?cs else ?><a class="button" href="/sign-in"><?cs var:Lang.Account.SignIn ?></a><?cs /if ?></p></div>
<?cs elif:Taken ?><div class="card empty"><?cs call:art("desk") ?><h1><?cs var:Lang.Account.VerifyTitle ?></h1><p><?cs var:Lang.Account.AddressTaken ?></p><p><a class="button" href="/forgot"><?cs var:Lang.Account.Forgot ?></a></p></div>
<?cs elif:Gone ?><div class="card empty"><?cs call:art("compass") ?><h1><?cs var:Lang.Account.LinkGone ?></h1><p><?cs var:Lang.Account.VerifyGoneText ?></p><p><a class="button" href="/verify"><?cs var:Lang.Account.SendAgain ?></a></p></div>
<?cs else ?><h1><?cs var:Lang.Account.VerifyTitle ?></h1>
<form class="card" method="post" novalidate>
<?cs call:csrf() ?>
<p><?cs var:Lang.Account.VerifyLead ?></p>
<p class="big account-address"><?cs var:Address ?></p>
<div class="actions"><?cs call:button(Lang.Account.VerifyButton) ?></div>
</form><?cs /if ?>
