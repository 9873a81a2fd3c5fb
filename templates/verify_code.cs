<?cs # verify_code.cs needs: Email Phone CodeForm; Error.*; Csrf; Lang.Account.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Account.VerifyTitle ?></h1>
<?cs if:CodeForm ?><form class="card" method="post" action="/verify" novalidate>
<?cs call:csrf() ?>
<?cs if:Phone ?><p><?cs var:Lang.Account.CodeLead ?> <b class="nowrap"><?cs var:Phone ?></b></p><?cs else ?><p><?cs var:Lang.Account.CodeLeadNew ?></p><?cs /if ?>
<?cs call:field("code", Lang.Account.Code, Lang.Account.CodeHint, "code", "one-time-code") ?>
<div class="actions"><?cs call:button(Lang.Account.VerifyButton) ?></div>
</form><?cs /if ?>
<?cs if:Phone ?><form method="post" action="/verify" novalidate><?cs call:csrf() ?><button type="submit" class="button button-plain" name="again" value="sms"><?cs var:Lang.Account.CodeAgain ?></button></form><?cs /if ?>
<?cs if:Email ?><form class="card" method="post" action="/verify" novalidate>
<?cs call:csrf() ?>
<p><?cs var:Lang.Account.MailWaits ?></p>
<p class="account-address"><b><?cs var:Email ?></b></p>
<div class="actions"><button type="submit" class="button button-plain" name="again" value="email"><?cs var:Lang.Account.MailAgain ?></button></div>
</form><?cs /if ?>
<?cs if:!CodeForm && !Email ?><p><?cs var:Lang.Account.NothingWaits ?></p><?cs /if ?>
