<?cs # admin/code.cs needs: Form.next; Error.*; Csrf; Lang.Desk.Code.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Desk.Code.Title ?></h1>
<form class="card" method="post" action="/admin/sign-in/code" novalidate>
<?cs call:csrf() ?><input type="hidden" name="next" value="<?cs var:Form.next ?>">
<?cs call:field("code", Lang.Desk.Code.Code, Lang.Desk.Code.Hint, "code", "one-time-code") ?>
<div class="actions"><?cs call:button(Lang.Desk.Code.Go) ?></div>
</form>
<p class="small"><a href="/admin/sign-in"><?cs var:Lang.Desk.Code.Other ?></a> · <?cs var:Lang.Desk.Code.Lost ?></p>
