<?cs # admin/password.cs needs: Must; Error.*; Csrf; Lang.Desk.Password.* Lang.Account.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Desk.Password.Title ?></h1>
<?cs if:Must ?><p><?cs var:Lang.Desk.Password.Must ?></p><?cs /if ?>
<form class="card" method="post" action="/admin/password" novalidate>
<?cs call:csrf() ?>
<?cs call:field("current", Lang.Desk.Password.Current, "", "password", "current-password") ?>
<?cs call:field("password", Lang.Desk.Password.New, Lang.Desk.Password.Hint, "new-password", "new-password") ?>
<div class="actions"><?cs call:button(Lang.Desk.Password.Go) ?></div>
</form>
