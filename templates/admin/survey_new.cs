<?cs # admin/survey_new.cs needs: Page.Title; Form.*; Error.*; Csrf; Lang.AdminSurveys.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/survey_fields.cs" ?>
<p class="crumb"><a href="/admin/surveys"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminSurveys.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<form class="card letter-part survey-form" method="post" action="/admin/surveys/new" novalidate><?cs call:csrf() ?><?cs call:field("code", Lang.AdminSurveys.Code, Lang.AdminSurveys.CodeHint, "text", "off") ?>
<?cs call:survey_fields() ?>
<div class="actions"><?cs call:button(Lang.AdminSurveys.Keep) ?></div></form>
