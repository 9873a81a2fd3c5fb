<?cs # admin/plan_form.cs needs: Id Title Edit Draft Part Why; Page.Title; Fields.N.{Name,Label,Hint,Head,Options.N.{Value,Text}}; Form.f_N Error.f_N; Csrf; Desk.Manager; Lang.AdminPlan.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/plan/drafts/<?cs var:Id ?>"><?cs call:icon("arrow-left") ?><?cs var:Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.AdminPlan.FormLead ?></p>
<?cs if:Why ?><p class="bad plan-why"><?cs var:Why ?></p>
<?cs /if ?><form class="stacked" method="post" action="/admin/plan/drafts/<?cs var:Id ?>/form/<?cs var:Part ?>" novalidate><?cs call:csrf() ?><input type="hidden" name="edit" value="<?cs var:Edit ?>">
<fieldset class="bare stacked"<?cs if:!Draft || !Desk.Manager ?> disabled<?cs /if ?>><legend class="hidden"><?cs var:Page.Title ?></legend><div class="card desk-form">
<?cs each:row = Fields ?><?cs if:row.Head ?></div><div class="card desk-form"><h2 class="card-title wide"><?cs var:row.Head ?></h2>
<?cs /if ?><?cs if:row.Options.0.Value ?><?cs call:select(row.Name, row.Label, row.Hint, row.Options) ?><?cs else ?><?cs call:field(row.Name, row.Label, row.Hint, "text", "off") ?><?cs /if ?>
<?cs /each ?></div></fieldset>
<?cs if:Draft && Desk.Manager ?><div class="actions"><?cs call:button(Lang.AdminPlan.Save) ?></div><?cs /if ?></form>
