<?cs # admin/stop_new.cs needs: Page.Title; Kinds.N.{Value,Text}; Check What Means; Form.{kind,item,draw,text,text_en,reason}; Error.*; Csrf; Lang.AdminStops.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:_kept(name) ?><input type="hidden" name="<?cs var:name ?>" value="<?cs var:Form[name] ?>"><?cs /def ?>
<p class="crumb"><a href="/admin/stops"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminStops.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Check ?><p class="lead"><strong><?cs var:What ?></strong></p>
<div class="status status-bad"><?cs call:icon("exclamation-triangle") ?><div><?cs var:Means ?></div></div>
<section class="card" aria-labelledby="seen"><h2 class="card-title" id="seen"><?cs var:Lang.AdminStops.Seen ?></h2><dl class="facts"><div><dt><?cs var:Lang.AdminStops.TextZh ?></dt><dd lang="zh-CN"><?cs var:Form.text ?></dd></div><div><dt><?cs var:Lang.AdminStops.TextEn ?></dt><dd lang="en"><?cs var:Form.text_en ?></dd></div><div><dt><?cs var:Lang.AdminStops.Reason ?></dt><dd><?cs var:Form.reason ?></dd></div></dl></section>
<form class="form" method="post" action="/admin/stops/new"><?cs call:csrf() ?><?cs call:_kept("kind") ?><?cs call:_kept("item") ?><?cs call:_kept("draw") ?><?cs call:_kept("text") ?><?cs call:_kept("text_en") ?><?cs call:_kept("reason") ?><div class="actions"><button type="submit" class="button" name="sure" value="1"><?cs var:Lang.AdminStops.Go ?></button> <button type="submit" class="button-plain" name="change" value="1"><?cs var:Lang.AdminStops.Change ?></button></div></form>
<?cs else ?><p class="lead"><?cs var:Lang.AdminStops.NewLead ?></p>
<form class="card form" method="post" action="/admin/stops/new" novalidate><?cs call:csrf() ?>
<?cs call:choose("kind", Lang.AdminStops.KindLabel, "", Kinds) ?>
<?cs call:optional("item", Lang.AdminStops.ItemLabel, Lang.AdminStops.ItemHint, "text", "off") ?>
<?cs call:optional("draw", Lang.AdminStops.DrawLabel, Lang.AdminStops.DrawHint, "number", "off") ?>
<?cs call:area("text", Lang.AdminStops.TextZh, Lang.AdminStops.TextHint) ?>
<?cs call:area("text_en", Lang.AdminStops.TextEn, Lang.AdminStops.TextEnHint) ?>
<?cs call:field("reason", Lang.AdminStops.Reason, Lang.AdminStops.ReasonHint, "text", "off") ?>
<div class="actions"><?cs call:button(Lang.AdminStops.Look) ?></div></form>
<?cs /if ?>
