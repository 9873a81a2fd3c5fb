<?cs # admin/plan_text.cs needs: Id Title Edit Draft Why; Form.{title,source}; Csrf; Desk.Manager; Lang.AdminPlan.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/plan/drafts/<?cs var:Id ?>"><?cs call:icon("arrow-left") ?><?cs var:Title ?></a></p>
<h1><?cs var:Lang.AdminPlan.Text ?></h1>
<p class="lead"><?cs var:Lang.AdminPlan.TextLead ?></p>
<?cs if:Why ?><p class="bad plan-why"><?cs var:Why ?></p>
<?cs /if ?><form class="card plan-text" method="post" action="/admin/plan/drafts/<?cs var:Id ?>/text" novalidate><?cs call:csrf() ?><input type="hidden" name="edit" value="<?cs var:Edit ?>">
<fieldset class="bare"<?cs if:!Draft || !Desk.Manager ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Lang.AdminPlan.Text ?></legend>
<?cs call:field("title", Lang.AdminPlan.DraftTitle, "", "text", "off") ?>
<?cs call:area("source", Lang.AdminPlan.Source, Lang.AdminPlan.SourceHint) ?></fieldset>
<?cs if:Draft && Desk.Manager ?><div class="actions"><?cs call:button(Lang.AdminPlan.Save) ?></div><?cs /if ?></form>
