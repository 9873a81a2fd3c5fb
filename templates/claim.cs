<?cs # claim.cs needs: Form.{order_no,text}; Error.*; Csrf; Claims.N.{No,OrderNo,Text,Answer,State,Look,Day,Answered}; Lang.Claim.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/orders"><?cs call:icon("arrow-left") ?><?cs var:Lang.Claim.Back ?></a></p>
<h1><?cs var:Lang.Claim.Title ?></h1>
<p class="lead"><?cs var:Lang.Claim.Lead ?></p>
<form class="card" method="post" action="/orders/claim" novalidate>
<?cs call:csrf() ?>
<?cs call:field("order_no", Lang.Claim.OrderNo, Lang.Claim.OrderHint, "text", "off") ?>
<?cs call:area("text", Lang.Claim.Text, Lang.Claim.TextHint) ?>
<div class="actions"><?cs call:button(Lang.Claim.Go) ?></div>
</form>
<?cs if:Claims.0.No ?><section class="stacked" aria-labelledby="claims-title"><h2 id="claims-title"><?cs var:Lang.Claim.Mine ?></h2>
<ul class="trips"><?cs each:claim = Claims ?><li class="card"><h3 class="card-title"><?cs var:Lang.Claim.About ?> <?cs var:claim.OrderNo ?></h3>
<p class="small soft"><span class="badge badge-<?cs var:claim.Look ?>"><?cs var:claim.State ?></span> <time datetime="<?cs var:claim.Day.Iso ?>"><?cs var:claim.Day ?></time> · <?cs var:claim.No ?></p>
<p class="claim-text"><?cs var:claim.Text ?></p>
<?cs if:claim.Answer ?><p class="claim-text"><strong><?cs var:Lang.Claim.Answer ?></strong> <?cs var:claim.Answer ?></p><?cs /if ?></li>
<?cs /each ?></ul></section>
<?cs /if ?>
