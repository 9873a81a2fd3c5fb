<?cs # gallery_new.cs needs: Page.Title; Event.{Id,Name} MayEnter VotesFrom; Form.{title,text}; Error.*; Csrf; Lang.Gallery.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/events/<?cs var:url_escape(Event.Id) ?>/gallery"><?cs call:icon("arrow-left") ?><?cs var:Event.Name ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:MayEnter ?><p class="lead"><?cs var:Lang.Gallery.LeadEntries ?> <?cs var:VotesFrom ?></p>
<form class="card" method="post" action="/events/<?cs var:url_escape(Event.Id) ?>/gallery/new" enctype="multipart/form-data" novalidate><?cs call:csrf() ?>
<div class="field<?cs if:Error.picture ?> is-wrong<?cs /if ?>"><label class="label" for="picture"><?cs var:Lang.Gallery.Picture ?></label><?cs call:_below("picture", Lang.Gallery.PictureHint) ?><input class="input" type="file" id="picture" name="picture" accept="image/jpeg,image/png"<?cs call:_said("picture", Lang.Gallery.PictureHint) ?>></div>
<?cs call:field("title", Lang.Gallery.TitleLabel, Lang.Gallery.TitleHint, "text", "off") ?>
<?cs call:area("text", Lang.Gallery.TextLabel, Lang.Gallery.TextHint) ?>
<p class="small soft"><?cs var:Lang.Gallery.Consent ?></p>
<div class="actions"><?cs call:button(Lang.Gallery.Send) ?></div></form>
<?cs else ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><?cs var:Lang.Gallery.MayNot ?></div></div><?cs /if ?>
