<?cs # profile.cs needs: Name MemberNo Joined.Iso Email EmailOpen Phone PhoneOpen Holder Kind; Adviser AdviserContact; Former.N.{No,Pending}; Theme Csrf Lang.Profile.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:way(href, icon, what, note) ?><li class="row"><a class="row-link account-row" href="<?cs var:href ?>"><span class="row-what"><?cs call:icon(icon) ?> <?cs var:what ?></span><span class="row-figure" aria-hidden="true"><?cs call:icon("chevron-right") ?></span><?cs if:note ?><span class="row-note"><?cs var:note ?></span><?cs /if ?></a></li><?cs /def ?>
<h1><?cs var:Name ?></h1>
<dl class="facts card">
<div><dt><?cs var:Lang.Profile.MemberNo ?></dt><dd class="nowrap"><?cs var:MemberNo ?></dd></div>
<div><dt><?cs var:Lang.Profile.Kind ?></dt><dd><?cs var:Kind ?></dd></div>
<div><dt><?cs var:Lang.Profile.Joined ?></dt><dd><time datetime="<?cs var:Joined.Iso ?>"><?cs var:Joined ?></time></dd></div>
<?cs if:Adviser ?><div><dt><?cs var:Lang.Profile.Adviser ?></dt><dd><?cs var:Adviser ?><?cs if:AdviserContact ?> · <?cs var:AdviserContact ?><?cs /if ?></dd></div>
<?cs /if ?><?cs if:Former.0.No ?><div><dt><?cs var:Lang.Former.Title ?></dt><dd><?cs each:one = Former ?><a href="/profile/former/<?cs var:url_escape(one.No) ?>"><?cs var:one.No ?></a><?cs if:one.Pending ?> <span class="small soft"><?cs var:one.Pending ?></span><?cs /if ?> <?cs /each ?></dd></div>
<?cs /if ?></dl>
<?cs if:EmailOpen || PhoneOpen ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><?cs var:Lang.Profile.Unproven ?> <a href="/verify"><?cs var:Lang.Profile.ProveNow ?></a></div></div><?cs /if ?>
<section class="stacked"><h2><?cs var:Lang.Profile.Join ?></h2>
<ul class="rows">
<?cs call:way("/draws", "trophy", Lang.Draws.Title, Lang.Draws.Note) ?>
<?cs call:way("/tasks", "check-circle", Lang.Tasks.Title, Lang.Tasks.Note) ?>
<?cs call:way("/invite", "people", Lang.Invite.Title, Lang.Invite.Note) ?>
<?cs call:way("/campaigns", "ticket-perforated", Lang.Campaigns.Title, Lang.Campaigns.Note) ?>
<?cs call:way("/events", "calendar3", Lang.Events.Title, Lang.Events.Note) ?>
<?cs call:way("/custom", "airplane", Lang.Custom.Title, Lang.Custom.Note) ?>
<?cs call:way("/surveys", "pencil", Lang.Surveys.Title, Lang.Surveys.Note) ?>
<?cs call:way("/cases", "chat-dots", Lang.Cases.Title, Lang.Cases.Note) ?>
</ul></section>
<section class="stacked"><h2><?cs var:Lang.Profile.Mine ?></h2>
<ul class="rows">
<?cs call:way("/profile/details", "person", Lang.Profile.DetailsTitle, Lang.Profile.DetailsNote) ?>
<?cs call:way("/profile/phone", "telephone", Lang.Profile.Phone, Phone) ?>
<?cs call:way("/profile/email", "envelope", Lang.Profile.Email, Email) ?>
<?cs call:way("/profile/messages", "bell", Lang.Messages.Title, Lang.Messages.Note) ?>
<?cs call:way("/profile/preferences", "heart", Lang.Preferences.Title, Lang.Preferences.Note) ?>
<?cs call:way("/people", "people", Lang.People.Title, Lang.Profile.PeopleNote) ?>
</ul></section>
<section class="stacked"><h2><?cs var:Lang.Profile.Safety ?></h2>
<ul class="rows">
<?cs call:way("/profile/password", "key", Lang.Profile.PasswordTitle, "") ?>
<?cs call:way("/profile/devices", "laptop", Lang.Profile.DevicesTitle, Lang.Profile.DevicesNote) ?>
<?cs call:way("/profile/consents", "file-earmark-text", Lang.Profile.ConsentsTitle, "") ?>
<?cs call:way("/profile/data", "download", Lang.MyData.Title, Lang.MyData.Note) ?>
<?cs call:way("/profile/delete", "x-circle", Lang.Delete.Title, "") ?>
</ul></section>
<section class="stacked"><h2><?cs var:Lang.Profile.More ?></h2>
<ul class="rows">
<?cs call:way("/programme", "book", Lang.Nav.Programme, "") ?>
<?cs call:way("/help", "chat-dots", Lang.Foot.Help, "") ?>
</ul></section>
<section class="card"><h2 class="card-title"><?cs var:Lang.Profile.Look ?></h2>
<form class="switches" method="post" action="/language"><?cs call:csrf() ?><input type="hidden" name="back" value="/profile">
<div class="switch" role="group" aria-label="<?cs var:Lang.Profile.Language ?>"><button type="submit" name="lang" value="zh-CN" lang="zh-CN" aria-pressed="<?cs if:Lang.Code == "zh-CN" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Profile.Chinese ?></button><button type="submit" name="lang" value="en" lang="en" aria-pressed="<?cs if:Lang.Code == "en" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Profile.English ?></button></div>
<div class="switch" role="group" aria-label="<?cs var:Lang.Foot.Theme ?>"><button type="submit" name="theme" value="auto" aria-pressed="<?cs if:Theme == "auto" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeAuto ?></button><button type="submit" name="theme" value="light" aria-pressed="<?cs if:Theme == "light" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeLight ?></button><button type="submit" name="theme" value="dark" aria-pressed="<?cs if:Theme == "dark" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeDark ?></button></div>
</form></section>
<form method="post" action="/sign-out" novalidate><?cs call:csrf() ?><div class="actions"><button type="submit" class="button button-plain"><?cs var:Lang.Profile.SignOut ?></button></div></form>
