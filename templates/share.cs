<?cs # share.cs needs: Token Name Own Done Onward; Csrf; Lang.Tasks.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Tasks.ShareTitle ?></h1>
<?cs if:Own ?><p class="lead"><?cs var:Lang.Tasks.ShareOwn ?></p><p class="actions"><a class="button" href="/tasks"><?cs var:Lang.Tasks.ToTasks ?></a></p>
<?cs elif:Done ?><p class="lead"><?cs var:Lang.Tasks.ShareThanks ?></p><p class="actions"><a class="button" href="<?cs var:url_validate(Onward) ?>"><?cs var:Lang.Tasks.ShareOn ?></a></p>
<?cs else ?><p class="lead"><?cs var:Name ?></p><p><?cs var:Lang.Tasks.ShareText ?></p>
<form class="card" method="post" action="/share/<?cs var:url_escape(Token) ?>" novalidate><?cs call:csrf() ?><div class="actions"><?cs call:button(Lang.Tasks.ShareGo) ?></div></form>
<?cs /if ?>
