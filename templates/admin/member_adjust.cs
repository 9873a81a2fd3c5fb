<?cs # admin/member_adjust.cs needs: No Available Debt Ceiling Kinds.N.{Value,Text} FormId; Form.* Error.*; Csrf; Lang.Members.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/members/<?cs var:url_escape(No) ?>"><?cs call:icon("arrow-left") ?><?cs var:No ?></a></p>
<h1><?cs var:Lang.Members.AdjustTitle ?></h1>
<p class="lead"><?cs var:Lang.Members.AdjustLead ?></p>
<div class="desk-figures"><div><b><data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data></b> <span><?cs var:Lang.Members.Available ?></span></div><?cs if:Debt ?><div><b class="bad"><?cs var:Debt ?></b> <span><?cs var:Lang.Members.Debt ?></span></div><?cs /if ?></div>
<form class="card" method="post" action="/admin/members/<?cs var:url_escape(No) ?>/adjust" novalidate><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>">
<?cs call:choose("kind", Lang.Members.AdjustKind, "", Kinds) ?>
<?cs call:field("points", Lang.Members.Points, Lang.Members.PointsHint, "number", "off") ?>
<?cs call:field("reason", Lang.Members.Reason, Lang.Members.ReasonHint, "text", "off") ?>
<p class="small soft"><?cs var:Ceiling ?></p>
<div class="actions"><?cs call:button(Lang.Members.AdjustGo) ?></div></form>
