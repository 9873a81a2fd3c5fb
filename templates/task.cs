<?cs # task.cs needs: State Look Full; Id Kind Name About How Worth Until; Questions.N.{Field,Text,Options.N.{Value,Text}} Right; Link Visits; Form.*; Error.*; Csrf; Lang.Tasks.* Lang.Balance.Unit ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/tasks"><?cs call:icon("arrow-left") ?><?cs var:Lang.Tasks.Title ?></a></p>
<h1><?cs var:Name ?></h1>
<p><span class="task-points">+<data value="<?cs var:Worth.Value ?>"><?cs var:Worth ?></data> <?cs var:Lang.Balance.Unit ?></span><?cs if:Until ?> <span class="soft">· <?cs var:Lang.Tasks.Until ?> <time datetime="<?cs var:Until.Iso ?>"><?cs var:Until ?></time></span><?cs /if ?><?cs if:State ?> <span class="badge badge-<?cs var:Look ?>"><?cs var:State ?></span><?cs /if ?></p>
<?cs if:About ?><p class="claim-text"><?cs var:About ?></p><?cs /if ?><p class="soft"><?cs var:How ?></p>
<?cs if:Kind == "share" ?><section class="card invite" aria-labelledby="link-title"><div class="invite-link"><h2 class="card-title" id="link-title"><?cs var:Lang.Tasks.LinkTitle ?></h2>
<p class="invite-address" id="share-link"><?cs var:Link ?></p><p class="soft"><?cs var:Visits ?></p>
<p class="actions"><button type="button" class="button" data-copy="share-link" data-copied="<?cs var:Lang.Invite.Copied ?>" hidden><?cs var:Lang.Invite.Copy ?></button></p></div>
<p class="invite-qr"><img src="/tasks/<?cs var:url_escape(Id) ?>/qr.png" width="200" height="200" alt="<?cs var:Lang.Invite.Qr ?>"></p></section>
<?cs elif:Full ?><p class="actions"><a class="button button-plain" href="/tasks"><?cs var:Lang.Tasks.ToTasks ?></a></p>
<?cs elif:Kind == "newsletter" ?><p class="actions"><a class="button" href="/newsletter"><?cs var:Lang.Tasks.ToNewsletter ?></a></p>
<?cs elif:Kind == "bonus" || Kind == "active" ?><p class="actions"><a class="button button-plain" href="/tasks"><?cs var:Lang.Tasks.ToTasks ?></a></p>
<?cs else ?><form class="card" method="post" action="/tasks/<?cs var:url_escape(Id) ?>" novalidate><?cs call:csrf() ?>
<?cs if:Kind == "quiz" ?><?cs each:question = Questions ?><?cs call:choose(question.Field, question.Text, "", question.Options) ?>
<?cs /each ?><div class="actions"><?cs call:button(Lang.Tasks.GoQuiz) ?></div>
<?cs elif:Kind == "checkin" ?><?cs call:field("code", Lang.Tasks.Code, Lang.Tasks.CodeHint, "text", "off") ?><div class="actions"><?cs call:button(Lang.Tasks.GoCode) ?></div>
<?cs elif:Kind == "review" ?><?cs call:area("text", Lang.Tasks.Text, Lang.Tasks.TextHint) ?><div class="actions"><?cs call:button(Lang.Tasks.GoText) ?></div>
<?cs else ?><div class="actions"><?cs call:button(Lang.Tasks.GoProfile) ?><a href="/profile"><?cs var:Lang.Tasks.ToProfile ?></a></div>
<?cs /if ?></form>
<?cs /if ?>
