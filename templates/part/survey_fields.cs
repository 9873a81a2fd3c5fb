<?cs # part/survey_fields.cs: the fields of a survey's draft (admin/survey.cs,
     admin/survey_new.cs). Needs part/form.cs before it.
     call:survey_fields() ?><?cs
def:survey_fields() ?><?cs call:field("name", Lang.AdminSurveys.NameZh, "", "text", "off") ?>
<?cs call:field("name_en", Lang.AdminSurveys.NameEn, "", "text", "off") ?>
<?cs call:area("intro", Lang.AdminSurveys.IntroZh, Lang.AdminSurveys.IntroHint) ?>
<?cs call:area("intro_en", Lang.AdminSurveys.IntroEn, "") ?>
<?cs call:area("questions", Lang.AdminSurveys.Questions, Lang.AdminSurveys.QuestionsHint) ?>
<details class="stacked"><summary><?cs var:Lang.AdminSurveys.Example ?></summary><pre class="survey-example">nps nps
<?cs var:Lang.AdminSurveys.ExampleNpsZh ?>
<?cs var:Lang.AdminSurveys.ExampleNpsEn ?>

guide scale service
<?cs var:Lang.AdminSurveys.ExampleScaleZh ?>
<?cs var:Lang.AdminSurveys.ExampleScaleEn ?>

again choice optional
<?cs var:Lang.AdminSurveys.ExampleChoiceZh ?>
<?cs var:Lang.AdminSurveys.ExampleChoiceEn ?>
<?cs var:Lang.AdminSurveys.ExampleYes ?> || Yes
<?cs var:Lang.AdminSurveys.ExampleNo ?> || No</pre></details><?cs /def ?>
