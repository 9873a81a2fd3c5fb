<?cs # admin/case.cs needs: Page.Title; No Kind Class State Look OrderNo Opened Complaint MemberNo Owner Category Branch Source Department Cause Outcome Priority Late Due AckDue AnswerDue Acked Answered Reopened Rating RatingText; Steps.N.{Own,Word,Text,At,Staff,Hidden}; Pictures.N.No MayAdd; May.{classify,investigate,propose,agreed,execute,close,reply,note}; Classified; Classes Departments Causes Owners (N.{Value,Text}); Answers.N.{No,Title,English}; Goodwill.N.{Points,State,Staff,Reason} BudgetText FormId; Form.*; Error.*; Csrf; Desk.Clerk; Lang.AdminCases.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:fact(label, value) ?><?cs if:value ?><div><dt><?cs var:label ?></dt><dd class="claim-text"><?cs var:value ?></dd></div><?cs /if ?><?cs /def ?><?cs
def:moment(label, at) ?><?cs if:at ?><div><dt><?cs var:label ?></dt><dd><time datetime="<?cs var:at.Iso ?>"><?cs var:at ?></time></dd></div><?cs /if ?><?cs /def ?><?cs
def:act(word, look) ?><button type="submit" class="<?cs var:look ?> button-small" name="act" value="<?cs var:word ?>"><?cs var:Lang.AdminCases.Act[word] ?></button><?cs /def ?>
<p class="crumb"><a href="/admin/cases"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCases.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p><span class="badge badge-<?cs var:Look ?>"><?cs var:State ?></span><?cs if:Priority ?> <span class="badge badge-good"><?cs var:Lang.AdminRedemptions.Priority ?></span><?cs /if ?><?cs if:Due ?> <?cs var:Lang.AdminCases.Due ?> <time datetime="<?cs var:Due.Iso ?>"><?cs var:Due ?></time><?cs /if ?><?cs if:Late ?> <strong class="bad"><?cs var:Lang.AdminCases.Late ?></strong><?cs /if ?></p>
<div class="desk-split"><div>
<section class="card" aria-labelledby="steps-title"><h2 class="card-title" id="steps-title"><?cs var:Lang.AdminCases.Steps ?></h2><ol class="case-steps"><?cs each:step = Steps ?><li class="case-step<?cs if:step.Own ?> is-own<?cs /if ?>"><p class="small soft"><strong><?cs if:step.Own ?><?cs var:Lang.AdminRedemptions.Member ?><?cs elif:step.Staff ?><?cs var:step.Staff ?><?cs else ?><?cs var:Lang.AdminCases.System ?><?cs /if ?></strong> · <?cs var:step.Word ?> · <time datetime="<?cs var:step.At.Iso ?>"><?cs var:step.At ?></time><?cs if:step.Hidden ?> <span class="badge badge-quiet"><?cs var:Lang.AdminCases.Hidden ?></span><?cs /if ?></p><?cs if:step.Text ?><p class="claim-text"><?cs var:step.Text ?></p><?cs /if ?></li><?cs /each ?></ol></section>
<section class="card" aria-labelledby="facts-title"><h2 class="card-title" id="facts-title"><?cs var:Lang.AdminCases.Facts ?></h2><dl class="facts"><?cs
call:fact(Lang.AdminRedemptions.Member, MemberNo) ?><?cs
call:fact(Lang.AdminCases.What, Kind) ?><?cs
call:fact(Lang.Cases.ClassLabel, Class) ?><?cs
call:fact(Lang.AdminCases.SourceLabel, Source) ?><?cs
call:fact(Lang.AdminCases.DepartmentLabel, Department) ?><?cs
call:fact(Lang.AdminCases.Owner, Owner) ?><?cs
call:fact(Lang.AdminClaims.OrderNo, OrderNo) ?><?cs
call:fact(Lang.AdminCatalogue.F.category, Category) ?><?cs
call:fact(Lang.AdminCases.Branch, Branch) ?><?cs
call:moment(Lang.AdminCases.AckDue, AckDue) ?><?cs
call:moment(Lang.AdminCases.Acked, Acked) ?><?cs
call:moment(Lang.AdminCases.AnswerDue, AnswerDue) ?><?cs
call:moment(Lang.AdminCases.Answered, Answered) ?><?cs
call:fact(Lang.AdminCases.Reopened, Reopened) ?><?cs
call:fact(Lang.AdminCases.CauseLabel, Cause) ?><?cs
call:fact(Lang.AdminCases.OutcomeLabel, Outcome) ?><?cs
call:fact(Lang.AdminCases.Rating, Rating) ?><?cs
call:fact(Lang.AdminCases.RatingText, RatingText) ?></dl></section>
<section class="card" aria-labelledby="pictures-title"><h2 class="card-title" id="pictures-title"><?cs var:Lang.Cases.Pictures ?></h2><?cs if:Pictures.0.No ?><ul class="case-pictures"><?cs each:picture = Pictures ?><li><a href="/admin/cases/<?cs var:url_escape(No) ?>/pictures/<?cs var:picture.No ?>"><img src="/admin/cases/<?cs var:url_escape(No) ?>/pictures/<?cs var:picture.No ?>" alt="<?cs var:Lang.Cases.PictureAlt ?> <?cs var:picture.No ?>" loading="lazy"></a></li><?cs /each ?></ul><?cs else ?><p class="small soft"><?cs var:Lang.Cases.PictureNone ?></p><?cs /if ?>
<?cs if:MayAdd && Desk.Clerk ?><form method="post" action="/admin/cases/<?cs var:url_escape(No) ?>/pictures" enctype="multipart/form-data" novalidate><?cs call:csrf() ?><div class="field<?cs if:Error.picture ?> is-wrong<?cs /if ?>"><label class="label" for="picture"><?cs var:Lang.Cases.PictureFile ?></label><?cs call:_below("picture", Lang.AdminCases.PictureHint) ?><input class="input" type="file" id="picture" name="picture" accept="image/jpeg,image/png"<?cs call:_said("picture", Lang.AdminCases.PictureHint) ?>></div><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.Cases.PictureGo ?></button></div></form><?cs /if ?></section>
</div><div>
<?cs if:Desk.Clerk ?><?cs if:May.classify ?><form class="card" method="post" action="/admin/cases/<?cs var:url_escape(No) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs if:Classified ?><?cs var:Lang.AdminCases.AgainTitle ?><?cs else ?><?cs var:Lang.AdminCases.ClassifyTitle ?><?cs /if ?></h2>
<?cs call:select("class", Lang.Cases.ClassLabel, "", Classes) ?>
<?cs call:select("department", Lang.AdminCases.DepartmentLabel, "", Departments) ?>
<?cs call:select("owner", Lang.AdminCases.Owner, "", Owners) ?>
<div class="actions"><?cs if:Classified ?><?cs call:act("classify", "button-plain") ?><?cs else ?><?cs call:act("classify", "button") ?><?cs /if ?></div></form>
<?cs /if ?><form class="card" method="post" action="/admin/cases/<?cs var:url_escape(No) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminRedemptions.Next ?></h2>
<?cs if:May.reply && Answers.0.No ?><details class="fold"><summary><?cs var:Lang.AdminCases.Templates ?></summary><ul><?cs each:one = Answers ?><li><?cs var:one.Title ?> <a class="link" href="/admin/cases/<?cs var:url_escape(No) ?>?answer=<?cs var:one.No ?>" aria-label="<?cs var:one.Title ?> <?cs var:Lang.AdminCases.InZh ?>"><?cs var:Lang.AdminCases.InZh ?></a><?cs if:one.English ?> <a class="link" href="/admin/cases/<?cs var:url_escape(No) ?>?answer=<?cs var:one.No ?>&amp;in=en" aria-label="<?cs var:one.Title ?> <?cs var:Lang.AdminCases.InEn ?>"><?cs var:Lang.AdminCases.InEn ?></a><?cs /if ?></li><?cs /each ?></ul></details>
<?cs /if ?><?cs if:May.reply ?><?cs call:area("text", Lang.AdminCases.TextLabel, Lang.AdminCases.TextHint) ?><?cs else ?><?cs call:area("text", Lang.AdminCases.NoteLabel, "") ?><?cs /if ?>
<?cs if:May.propose || May.execute || May.agreed || May.close ?><?cs call:optional("outcome", Lang.AdminCases.OutcomeLabel, Lang.AdminCases.OutcomeHint, "text", "off") ?>
<?cs /if ?><?cs if:May.close && Complaint ?><?cs call:select("cause", Lang.AdminCases.CauseLabel, "", Causes) ?>
<?cs /if ?><div class="actions"><?cs if:May.investigate ?><?cs call:act("investigate", "button") ?><?cs /if ?><?cs if:May.propose ?><?cs call:act("propose", "button") ?><?cs /if ?><?cs if:May.agreed ?><?cs call:act("agreed", "button") ?><?cs /if ?><?cs if:May.execute ?><?cs call:act("execute", "button") ?><?cs /if ?><?cs if:May.close ?><?cs call:act("close", "button") ?><?cs /if ?><?cs if:May.reply ?><?cs call:act("reply", "button-plain") ?><?cs /if ?><?cs call:act("note", "button-plain") ?></div></form>
<form class="card" method="post" action="/admin/cases/<?cs var:url_escape(No) ?>/goodwill" novalidate><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>"><h2 class="card-title"><?cs var:Lang.AdminCases.GoodwillCard ?></h2><p class="small soft"><?cs var:BudgetText ?></p>
<?cs call:field("points", Lang.AdminRedemptions.Points, "", "number", "off") ?>
<?cs call:field("reason", Lang.AdminRedemptions.Reason, Lang.AdminCases.ReasonHint, "text", "off") ?>
<div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCases.GoodwillGo ?></button></div></form>
<?cs /if ?><?cs if:Goodwill.0.Points ?><section class="card"><h2 class="card-title"><?cs var:Lang.AdminCases.GoodwillGiven ?></h2><ul class="case-steps"><?cs each:row = Goodwill ?><li><data value="<?cs var:row.Points.Value ?>"><?cs var:row.Points ?></data> · <?cs var:row.State ?> · <?cs var:row.Staff ?> · <?cs var:row.Reason ?></li><?cs /each ?></ul></section><?cs /if ?>
</div></div>
