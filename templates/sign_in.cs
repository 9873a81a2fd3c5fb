<?cs # sign_in.cs needs: Form.{login,next}; Error.*; Csrf; Lang.Account.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Account.SignInTitle ?></h1>
<form class="card" method="post" action="/sign-in" novalidate>
<?cs call:csrf() ?><?cs if:Form.next ?><input type="hidden" name="next" value="<?cs var:Form.next ?>"><?cs /if ?>
<?cs call:field("login", Lang.Account.Login, Lang.Account.LoginHint, "text", "username") ?>
<?cs call:field("password", Lang.Account.Password, "", "password", "current-password") ?>
<div class="actions"><?cs call:button(Lang.Account.SignIn) ?></div>
</form>
<ul class="links account-ways">
<li><a href="/forgot"><?cs var:Lang.Account.Forgot ?></a></li>
<li><a href="/sign-up"><?cs var:Lang.Account.SignUpLink ?></a></li>
</ul>
