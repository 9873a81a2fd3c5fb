<?cs # admin/case_new.cs needs: Kinds.N.{Value,Text} Classes.N.{Value,Text} FormId; Form.{member,kind,class,order_no,text}; Error.*; Csrf; Lang.AdminCases.* Lang.Cases.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/cases"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCases.Title ?></a></p>
<h1><?cs var:Lang.AdminCases.NewTitle ?></h1>
<form class="card" method="post" action="/admin/cases/new" novalidate>
<?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>">
<?cs call:field("member", Lang.AdminCases.MemberLabel, Lang.AdminCases.MemberHint, "text", "off") ?>
<?cs call:choose("kind", Lang.AdminCases.What, "", Kinds) ?>
<?cs call:select("class", Lang.Cases.ClassLabel, "", Classes) ?>
<?cs call:optional("order_no", Lang.AdminClaims.OrderNo, "", "text", "off") ?>
<?cs call:area("text", Lang.AdminCases.SaidLabel, Lang.AdminCases.SaidHint) ?>
<div class="actions"><?cs call:button(Lang.AdminCases.NewGo) ?></div>
</form>
