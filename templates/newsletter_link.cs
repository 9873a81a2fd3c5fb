<?cs # newsletter_link.cs needs: Page.Title; Gone Done; Csrf; Back; Lang.Newsletter.* ?><?cs include!"part/form.cs" ?><?cs include!"part/empty.cs" ?>
<h1<?cs if:Gone || Done ?> class="hidden"<?cs /if ?>><?cs var:Page.Title ?></h1>
<?cs if:Gone ?><div class="card"><?cs call:empty("compass", Lang.Newsletter.GoneTitle, Lang.Newsletter.GoneText, "/newsletter", Lang.Newsletter.GoneLink) ?></div>
<?cs elif:Done ?><div class="card"><?cs call:empty("plane", Lang.Newsletter.DoneTitle, Lang.Newsletter.DoneText, "/programme", Lang.Newsletter.DoneLink) ?></div>
<?cs else ?><form class="card" method="post"><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.Newsletter.AskTitle ?></h2><p><?cs var:Lang.Newsletter.AskText ?></p>
<div class="actions"><?cs call:button(Lang.Newsletter.Confirm) ?></div></form>
<?cs /if ?>
