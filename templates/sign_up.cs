<?cs # sign_up.cs needs: Invited Welcome.N.Text; Form.{name,phone,email,birthday,invite,guardian,ConsentTerms,ConsentPrivacy,ConsentMarketing}; NeedGuardian; Error.*; Csrf; Lang.Account.* ?><?cs include!"part/form.cs" ?><?cs include!"part/papers.cs" ?><?cs include!"part/icon.cs" ?>
<h1><?cs var:Lang.Account.SignUpTitle ?></h1>
<p class="lead"><?cs var:Lang.Account.SignUpLead ?></p>
<?cs if:Invited ?><div class="status status-note"><?cs call:icon("people") ?><div><?cs var:Lang.Invite.Welcome ?><?cs each:gain = Welcome ?><br><?cs var:gain.Text ?><?cs /each ?></div></div>
<?cs /if ?><form class="card" method="post" action="/sign-up" novalidate>
<?cs call:csrf() ?>
<?cs call:field("name", Lang.Account.Name, Lang.Account.NameHint, "text", "name") ?>
<?cs call:field("phone", Lang.Account.Phone, Lang.Account.PhoneHint, "tel", "tel") ?>
<?cs call:field("email", Lang.Account.Email, Lang.Account.EmailHint, "email", "email") ?>
<?cs call:field("password", Lang.Account.Password, Lang.Account.NewPasswordHint, "new-password", "new-password") ?>
<?cs call:optional("birthday", Lang.Account.Birthday, Lang.Account.BirthdayHint, "date", "bday") ?>
<?cs if:NeedGuardian ?><?cs call:field("guardian", Lang.Account.Guardian, Lang.Account.GuardianHint, "text", "off") ?><?cs /if ?>
<?cs call:optional("invite", Lang.Account.Invite, Lang.Account.InviteHint, "text", "off") ?>
<?cs call:papers() ?>
<div class="actions"><?cs call:button(Lang.Account.SignUp) ?></div>
</form>
<p><?cs var:Lang.Account.HaveOne ?> <a href="/sign-in"><?cs var:Lang.Account.SignIn ?></a></p>
