<?cs # people_accept.cs needs: Gone Lead Address; Form.*; Error.*; Csrf; Lang.{Account,People}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/papers.cs" ?>
<?cs if:Gone ?><div class="card empty"><?cs call:art("compass") ?><h1><?cs var:Lang.Account.LinkGone ?></h1><p><?cs var:Lang.People.AcceptGone ?></p><p><a class="button" href="/"><?cs var:Lang.Problem.Home ?></a></p></div>
<?cs else ?><h1><?cs var:Lang.People.AcceptTitle ?></h1>
<p class="lead"><?cs var:Lead ?></p>
<form class="card" method="post" novalidate>
<?cs call:csrf() ?>
<p><?cs var:Lang.People.AcceptAddress ?> <b class="account-address"><?cs var:Address ?></b></p>
<?cs call:field("name", Lang.Account.Name, Lang.Account.NameHint, "text", "name") ?>
<?cs call:field("password", Lang.Account.Password, Lang.Account.NewPasswordHint, "new-password", "new-password") ?>
<?cs call:papers() ?>
<div class="actions"><?cs call:button(Lang.People.AcceptButton) ?></div>
</form><?cs /if ?>
