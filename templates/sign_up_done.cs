<?cs # sign_up_done.cs needs: ByMail BySms; Lang.Account.* ?><?cs include!"part/empty.cs" ?>
<div class="card empty"><?cs call:art("plane") ?>
<h1><?cs var:Lang.Account.SignUpDoneTitle ?></h1>
<?cs if:ByMail ?><p><?cs var:Lang.Account.SignUpDoneMail ?></p><?cs /if ?>
<?cs if:BySms ?><p><?cs var:Lang.Account.SignUpDoneSms ?></p><?cs /if ?>
<p><?cs var:Lang.Account.SignUpDoneNext ?></p>
<p><a class="button" href="/sign-in"><?cs var:Lang.Account.SignIn ?></a></p>
</div>
<p class="small soft"><?cs var:Lang.Account.SignUpDoneHelp ?></p>
