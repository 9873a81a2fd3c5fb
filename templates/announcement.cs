<?cs # announcement.cs needs: Page.Title; Text.N.Line; Link When; Lang.Announcements.* ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/notices"><?cs call:icon("arrow-left") ?><?cs var:Lang.Notices.Title ?></a></p>
<article class="card"><h1 class="card-title"><?cs var:Page.Title ?></h1><p class="small soft"><time datetime="<?cs var:When.Iso ?>"><?cs var:When ?></time></p>
<?cs each:line = Text ?><p><?cs var:line.Line ?></p><?cs /each ?>
<?cs if:Link ?><div class="actions"><a class="button" href="<?cs var:url_validate(Link) ?>"><?cs var:Lang.Announcements.Go ?></a></div><?cs /if ?></article>
