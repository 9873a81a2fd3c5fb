<?cs # forgot.cs needs: MailSent CodeSent; Form.login; Error.*; Csrf; Lang.Account.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/sign-in"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.BackToSignIn ?></a></p>
<h1><?cs var:Lang.Account.ForgotTitle ?></h1>
<?cs if:CodeSent ?>
<p class="lead"><?cs var:Lang.Account.ForgotCodeLead ?></p>
<form class="card" method="post" action="/forgot" novalidate>
<?cs call:csrf() ?>
<?cs call:field("login", Lang.Account.Phone, "", "tel", "tel") ?>
<?cs call:field("code", Lang.Account.Code, Lang.Account.CodeHint, "code", "one-time-code") ?>
<div class="actions"><?cs call:button(Lang.Account.Continue) ?></div>
</form>
<p><a href="/forgot"><?cs var:Lang.Account.CodeAgain ?></a></p>
<?cs elif:MailSent ?>
<div class="card"><p><?cs var:Lang.Account.ForgotMailSent ?></p><p class="soft"><?cs var:Lang.Account.ForgotMailHelp ?></p></div>
<p><a href="/forgot"><?cs var:Lang.Account.ForgotAgain ?></a></p>
<?cs else ?>
<p class="lead"><?cs var:Lang.Account.ForgotLead ?></p>
<form class="card" method="post" action="/forgot" novalidate>
<?cs call:csrf() ?>
<?cs call:field("login", Lang.Account.EmailOrPhone, "", "text", "username") ?>
<div class="actions"><?cs call:button(Lang.Account.SendIt) ?></div>
</form>
<p class="small soft"><?cs var:Lang.Account.ForgotHelp ?></p>
<?cs /if ?>
