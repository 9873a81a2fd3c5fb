<?cs # profile_details.cs needs: Form.{name,birthday}; Birthday.Iso English; Error.*; Csrf; Lang.{Account,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Profile.DetailsTitle ?></h1>
<form class="card" method="post" action="/profile/details" novalidate>
<?cs call:csrf() ?>
<?cs call:field("name", Lang.Account.Name, Lang.Account.NameHint, "text", "name") ?>
<?cs if:Birthday ?><dl class="facts"><div><dt><?cs var:Lang.Account.Birthday ?></dt><dd><time datetime="<?cs var:Birthday.Iso ?>"><?cs var:Birthday ?></time></dd></div></dl><p class="small soft"><?cs var:Lang.Profile.BirthdayFixed ?></p><?cs else ?><?cs call:optional("birthday", Lang.Account.Birthday, Lang.Profile.BirthdayOnce, "date", "bday") ?><?cs /if ?>
<fieldset class="field"><legend><?cs var:Lang.Profile.Language ?></legend><div class="choices"><div class="choice"><input type="radio" id="lang" name="lang" value="zh-CN"<?cs if:!English ?> checked<?cs /if ?>><label for="lang" lang="zh-CN"><?cs var:Lang.Profile.Chinese ?></label></div><div class="choice"><input type="radio" id="lang-en" name="lang" value="en"<?cs if:English ?> checked<?cs /if ?>><label for="lang-en" lang="en"><?cs var:Lang.Profile.English ?></label></div></div></fieldset>
<div class="actions"><?cs call:button(Lang.Account.Save) ?></div>
</form>
