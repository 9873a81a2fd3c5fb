<?cs # admin/enrol.cs needs: Qr.{Box,Path}; Enrol.Secret; Form.next; Error.*; Csrf; Lang.Desk.Enrol.* Lang.Desk.Code.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Desk.Enrol.Title ?></h1>
<p><?cs var:Lang.Desk.Enrol.Why ?></p>
<div class="card">
<ol class="desk-steps">
<li><?cs var:Lang.Desk.Enrol.Step1 ?></li>
<li><?cs var:Lang.Desk.Enrol.Step2 ?>
<?cs if:Qr.Path ?><svg class="desk-qr" role="img" aria-label="<?cs var:Lang.Desk.Enrol.QrLabel ?>" viewBox="<?cs var:Qr.Box ?>"><path d="<?cs var:Qr.Path ?>"/></svg><?cs /if ?>
<p class="small"><?cs var:Lang.Desk.Enrol.Type ?> <b class="desk-secret"><?cs var:Enrol.Secret ?></b></p></li>
<li><?cs var:Lang.Desk.Enrol.Step3 ?></li>
</ol>
<form method="post" action="/admin/sign-in/enrol" novalidate>
<?cs call:csrf() ?><input type="hidden" name="next" value="<?cs var:Form.next ?>">
<?cs call:field("code", Lang.Desk.Code.Code, Lang.Desk.Code.Hint, "code", "one-time-code") ?>
<div class="actions"><?cs call:button(Lang.Desk.Enrol.Go) ?></div>
</form>
</div>
