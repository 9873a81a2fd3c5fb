<?cs # admin/task.cs needs: Page.Title; Id KindName; Kinds.N Spans.N States.N {Value,Text}; Form.*; Error.*; Csrf; Desk.Manager; Lang.AdminTasks.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/tasks"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminTasks.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<form class="card desk-narrow" method="post" action="/admin/tasks/<?cs if:Id ?><?cs var:url_escape(Id) ?><?cs else ?>new<?cs /if ?>" novalidate><?cs call:csrf() ?>
<?cs if:Id ?><p><b><?cs var:Lang.AdminTasks.KindLabel ?></b> <?cs var:KindName ?></p><?cs else ?><?cs call:select("kind", Lang.AdminTasks.KindLabel, Lang.AdminTasks.KindHint, Kinds) ?><?cs /if ?>
<?cs call:select("state", Lang.AdminTasks.StateLabel, "", States) ?>
<?cs call:field("name", Lang.AdminTasks.NameZh, "", "text", "off") ?>
<?cs call:optional("name_en", Lang.AdminTasks.NameEn, "", "text", "off") ?>
<?cs call:area("text", Lang.AdminTasks.TextZh, Lang.AdminTasks.TextHint) ?>
<?cs call:area("text_en", Lang.AdminTasks.TextEn, "") ?>
<?cs call:field("points", Lang.AdminTasks.PointsEach, "", "number", "off") ?>
<?cs call:field("times", Lang.AdminTasks.Times, "", "number", "off") ?>
<?cs call:select("span", Lang.AdminTasks.SpanLabel, "", Spans) ?>
<?cs call:field("need", Lang.AdminTasks.Need, Lang.AdminTasks.NeedHint, "number", "off") ?>
<?cs call:optional("budget", Lang.AdminTasks.BudgetAll, Lang.AdminTasks.BudgetHint, "number", "off") ?>
<?cs call:field("from_day", Lang.AdminTasks.From, "", "date", "off") ?>
<?cs call:optional("until_day", Lang.AdminTasks.Until, "", "date", "off") ?>
<?cs call:optional("code", Lang.AdminTasks.Code, Lang.AdminTasks.CodeHint, "text", "off") ?>
<?cs call:optional("link", Lang.AdminTasks.Link, Lang.AdminTasks.LinkHint, "text", "off") ?>
<?cs call:area("questions", Lang.AdminTasks.Questions, Lang.AdminTasks.QuestionsHint) ?>
<?cs if:Desk.Manager ?><div class="actions"><?cs call:button(Lang.AdminTasks.Save) ?></div><?cs /if ?></form>
