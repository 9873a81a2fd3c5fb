<?cs # tasks.cs needs: Tasks.N.{Id,Name,How,Points,Until,State,Look}; Past.N.{Name,State,Look,Points,Day,Reply}; Lang.Tasks.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Invite.Back ?></a></p>
<h1><?cs var:Lang.Tasks.Title ?></h1>
<?cs if:Tasks.0.Id ?><p class="lead"><?cs var:Lang.Tasks.Lead ?></p>
<ul class="card invite-friends"><?cs each:task = Tasks ?><li class="invite-friend"><span class="invite-name"><a href="/tasks/<?cs var:url_escape(task.Id) ?>"><b><?cs var:task.Name ?></b></a><?cs if:task.Until ?> <span class="small soft"><?cs var:Lang.Tasks.Until ?> <time datetime="<?cs var:task.Until.Iso ?>"><?cs var:task.Until ?></time></span><?cs /if ?><br><span class="small soft"><?cs var:task.How ?></span></span><?cs if:task.State ?> <span class="badge badge-<?cs var:task.Look ?>"><?cs var:task.State ?></span><?cs /if ?> <data class="task-points" value="<?cs var:task.Points.Value ?>"><?cs var:task.Points ?></data></li>
<?cs /each ?></ul>
<?cs else ?><div class="card"><?cs call:empty("suitcase", Lang.Tasks.EmptyTitle, Lang.Tasks.EmptyText, "/balance", Lang.Tasks.EmptyLink) ?></div>
<?cs /if ?><?cs if:Past.0.Name ?><section class="stacked" aria-labelledby="past-title"><h2 id="past-title"><?cs var:Lang.Tasks.Past ?></h2>
<ul class="card invite-friends"><?cs each:row = Past ?><li class="invite-friend"><span class="invite-name"><b><?cs var:row.Name ?></b> <span class="small soft"><time datetime="<?cs var:row.Day.Iso ?>"><?cs var:row.Day ?></time></span><?cs if:row.Reply ?><br><span class="small"><?cs var:row.Reply ?></span><?cs /if ?></span> <span class="badge badge-<?cs var:row.Look ?>"><?cs var:row.State ?></span><?cs if:row.Points ?> <data class="good nowrap" value="<?cs var:row.Points.Value ?>"><?cs var:row.Points ?></data><?cs /if ?></li>
<?cs /each ?></ul></section>
<?cs /if ?>
