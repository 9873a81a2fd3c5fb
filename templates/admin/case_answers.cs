<?cs # admin/case_answers.cs needs: Answers.N.{No,Title,Text,TextEn,Class,Live}; Classes.N.{Value,Text}; Form.{class,title,text,text_en}; Error.*; Csrf; Desk.Clerk; Lang.AdminCases.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/cases"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCases.Title ?></a></p>
<h1><?cs var:Lang.AdminCases.AnswersTitle ?></h1>
<?cs if:Answers.0.No ?><ul class="trips"><?cs each:one = Answers ?><li class="card"><h2 class="card-title"><?cs var:one.Title ?></h2><p class="small soft"><?cs if:one.Live ?><span class="badge badge-good"><?cs var:Lang.AdminCases.Live ?></span><?cs else ?><span class="badge badge-quiet"><?cs var:Lang.AdminCases.Retired ?></span><?cs /if ?> <?cs var:one.Class ?></p><p class="claim-text" lang="zh-CN"><?cs var:one.Text ?></p><?cs if:one.TextEn ?><p class="claim-text small soft" lang="en"><?cs var:one.TextEn ?></p><?cs /if ?><?cs if:Desk.Clerk ?><form class="actions" method="post" action="/admin/cases/answers/<?cs var:one.No ?>"><?cs call:csrf() ?><?cs if:one.Live ?><button type="submit" class="button-plain button-small" name="state" value="retired"><?cs var:Lang.AdminCases.Retire ?></button><?cs else ?><button type="submit" class="button-plain button-small" name="state" value="live"><?cs var:Lang.AdminCases.Offer ?></button><?cs /if ?></form><?cs /if ?></li><?cs /each ?></ul>
<?cs else ?><div class="card"><p><?cs var:Lang.AdminCases.NoAnswers ?></p></div><?cs /if ?>
<?cs if:Desk.Clerk ?><form class="card" method="post" action="/admin/cases/answers" novalidate><h2 class="card-title"><?cs var:Lang.AdminCases.AnswerNew ?></h2><?cs call:csrf() ?>
<?cs call:field("title", Lang.AdminCases.AnswerName, "", "text", "off") ?>
<?cs call:select("class", Lang.Cases.ClassLabel, "", Classes) ?>
<?cs call:area("text", Lang.AdminCases.AnswerZh, "") ?>
<?cs call:area("text_en", Lang.AdminCases.AnswerEn, "") ?>
<div class="actions"><button type="submit" class="button button-small"><?cs var:Lang.AdminCases.AnswerGo ?></button></div></form><?cs /if ?>
