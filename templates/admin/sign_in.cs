<?cs # admin/sign_in.cs needs: Form.{email,next}; Error.*; Csrf; Demo; Lang.Desk.SignIn.* Lang.Account.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Desk.SignIn.Title ?></h1>
<form class="card" method="post" action="/admin/sign-in" novalidate>
<?cs call:csrf() ?><input type="hidden" name="next" value="<?cs var:Form.next ?>">
<?cs call:field("email", Lang.Desk.SignIn.Email, "", "email", "username") ?>
<?cs call:field("password", Lang.Account.Password, "", "password", "current-password") ?>
<div class="actions"><?cs call:button(Lang.Account.SignIn) ?></div>
</form>
<p class="small"><?cs if:Demo ?><?cs var:Lang.Desk.SignIn.Demo ?><?cs else ?><?cs var:Lang.Desk.SignIn.Help ?><?cs /if ?></p>
