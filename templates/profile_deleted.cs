<?cs # profile_deleted.cs needs: Lang.Delete.* ?>
<div class="card empty"><h1><?cs var:Lang.Delete.DoneTitle ?></h1>
<p><?cs var:Lang.Delete.DoneText ?></p>
<p><a class="button" href="/"><?cs var:Lang.Delete.Home ?></a></p></div>
