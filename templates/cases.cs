<?cs # cases.cs needs: Page.Title; Cases.N.{No,Kind,Class,State,Look,OrderNo,Opened}; Behind Older; Kinds.N.{Value,Text} Classes.N.{Value,Text} FormId Form.{kind,class,order_no,text}; Error.*; Csrf; Contact.{Phone,PhoneLink}; Lang.Cases.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Cases.Profile ?></a></p>
<h1><?cs var:Lang.Cases.Title ?></h1>
<p class="lead"><?cs var:Lang.Cases.Lead ?> <a class="nowrap" href="tel:<?cs var:Contact.PhoneLink ?>"><?cs var:Contact.Phone ?></a></p>
<?cs if:Cases.0.No ?><section class="stacked" aria-labelledby="mine-title"><h2 id="mine-title"><?cs var:Lang.Cases.Mine ?></h2>
<ul class="trips"><?cs each:one = Cases ?><li class="card"><h3 class="card-title"><a href="/cases/<?cs var:url_escape(one.No) ?>"><?cs var:one.Kind ?> · <?cs var:one.Class ?></a></h3>
<p class="small soft"><span class="badge badge-<?cs var:one.Look ?>"><?cs var:one.State ?></span> <time datetime="<?cs var:one.Opened.Iso ?>"><?cs var:one.Opened ?></time> · <?cs var:one.No ?></p></li>
<?cs /each ?></ul></section>
<?cs /if ?><?cs if:Behind || Older ?><nav class="pager" aria-label="<?cs var:Lang.Redemptions.Pager ?>"><?cs if:Behind ?><a class="pager-prev" href="/cases"><?cs call:icon("arrow-left") ?><?cs var:Lang.Redemptions.Newest ?></a><?cs /if ?><?cs if:Older ?><a class="pager-next" rel="next" href="<?cs var:Older ?>"><?cs var:Lang.Cases.Older ?><?cs call:icon("arrow-right") ?></a><?cs /if ?></nav>
<?cs /if ?><form class="card" method="post" action="/cases" novalidate>
<h2 class="card-title"><?cs var:Lang.Cases.New ?></h2>
<?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>">
<?cs call:choose("kind", Lang.Cases.KindLabel, "", Kinds) ?>
<?cs call:select("class", Lang.Cases.ClassLabel, "", Classes) ?>
<?cs call:optional("order_no", Lang.Cases.OrderNo, Lang.Cases.OrderHint, "text", "off") ?>
<?cs call:area("text", Lang.Cases.Text, Lang.Cases.TextHint) ?>
<p class="small soft"><?cs var:Lang.Cases.PictureLater ?></p>
<div class="actions"><?cs call:button(Lang.Cases.Go) ?></div>
</form>
