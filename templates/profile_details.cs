<?cs # profile_details.cs needs: Form.{name,birthday}; Birthday.Iso English Email Phone; Error.*; Csrf; Lang.{Account,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Profile.DetailsTitle ?></h1>
<form class="card" method="post" action="/profile/details" novalidate>
<?cs call:csrf() ?>
<?cs call:field("name", Lang.Account.Name, Lang.Account.NameHint, "text", "name") ?>
<?cs if:Birthday ?><dl class="facts"><div><dt><?cs var:Lang.Account.Birthday ?></dt><dd><time datetime="<?cs var:Birthday.Iso ?>"><?cs var:Birthday ?></time></dd></div></dl><p class="small soft"><?cs var:Lang.Profile.BirthdayFixed ?></p><?cs else ?><?cs call:optional("birthday", Lang.Account.Birthday, Lang.Profile.BirthdayOnce, "date", "bday") ?><?cs /if ?>
<fieldset class="field"><legend><?cs var:Lang.Profile.Language ?></legend><div class="choices"><div class="choice"><input type="radio" id="lang" name="lang" value="zh-CN"<?cs if:!English ?> checked<?cs /if ?>><label for="lang" lang="zh-CN"><?cs var:Lang.Profile.Chinese ?></label></div><div class="choice"><input type="radio" id="lang-en" name="lang" value="en"<?cs if:English ?> checked<?cs /if ?>><label for="lang-en" lang="en"><?cs var:Lang.Profile.English ?></label></div></div></fieldset>
<div class="actions"><?cs call:button(Lang.Account.Save) ?></div>
</form>
<section class="card" aria-labelledby="right"><h2 class="card-title" id="right"><?cs var:Lang.Profile.RightTitle ?></h2><p><?cs var:Lang.Profile.RightText ?></p>
<dl class="facts"><?cs if:Phone ?><div><dt><?cs var:Lang.Profile.Phone ?></dt><dd><?cs var:Phone ?></dd></div><?cs /if ?><?cs if:Email ?><div><dt><?cs var:Lang.Profile.Email ?></dt><dd><?cs var:Email ?></dd></div><?cs /if ?></dl>
<form method="post" action="/profile/details/right"><?cs call:csrf() ?><div class="actions"><button type="submit" class="button button-plain"><?cs var:Lang.Profile.RightGo ?></button></div></form></section>
