<?cs # admin/survey_poster.cs needs: Page.Title; Id Url Letter.{Name,NameEn,Intro,IntroEn}; Lang.AdminSurveys.* ?><?cs include!"part/icon.cs" ?>
<p class="crumb no-print"><a href="/admin/surveys/<?cs var:url_escape(Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Page.Title ?></a></p>
<h1 class="no-print"><?cs var:Lang.AdminSurveys.Poster ?></h1>
<p class="no-print"><?cs var:Lang.AdminSurveys.PosterHint ?></p>
<article class="card survey-poster"><h2 lang="zh-CN"><?cs var:Letter.Name ?></h2><p lang="en"><?cs var:Letter.NameEn ?></p>
<p><img src="/admin/surveys/<?cs var:url_escape(Id) ?>/poster.png" width="330" height="330" alt="<?cs var:Lang.AdminSurveys.PosterAlt ?>"></p>
<p class="small"><?cs var:Url ?></p>
<?cs if:Letter.Intro ?><p lang="zh-CN"><?cs var:Letter.Intro ?></p><p lang="en" class="soft"><?cs var:Letter.IntroEn ?></p><?cs /if ?></article>
