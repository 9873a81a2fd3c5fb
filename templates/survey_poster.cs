<?cs # survey_poster.cs needs: Page.Title Intro Code; Again; Csrf; Lang.Surveys.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/surveys"><?cs call:icon("arrow-left") ?><?cs var:Lang.Surveys.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Intro ?><p class="lead"><?cs var:Intro ?></p>
<?cs /if ?><?cs if:Again ?><div class="status status-good" role="status"><?cs call:icon("check-circle") ?><div><?cs var:Lang.Surveys.Again ?></div></div>
<?cs else ?><form class="form" method="post" action="/surveys/<?cs var:url_escape(Code) ?>"><?cs call:csrf() ?><p class="actions"><?cs call:button(Lang.Surveys.Begin) ?></p></form>
<p class="small soft"><?cs var:Lang.Surveys.PosterNote ?></p><?cs /if ?>
