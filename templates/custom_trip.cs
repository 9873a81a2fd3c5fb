<?cs # custom_trip.cs needs: Page.Title; One.{No,Destination,Period,People,Budget,State,Look,Opened,Reason}; Next Late Priority; MayWrite MayAgree MayWithdraw; Steps.N.{Own,Word,Text,At}; Orders.N.{No,At}; Form.text; Error.*; Csrf; Contact.{Phone,PhoneLink}; Lang.Custom.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/custom"><?cs call:icon("arrow-left") ?><?cs var:Lang.Custom.Title ?></a></p>
<h1><?cs if:One.Destination ?><?cs var:One.Destination ?><?cs else ?><?cs var:Page.Title ?><?cs /if ?></h1>
<div class="columns"><div>
<section class="card" aria-labelledby="next-title"><div class="trip-head"><h2 id="next-title"><?cs var:Lang.Redemptions.NextTitle ?></h2><span class="badge badge-<?cs var:One.Look ?>"><?cs var:One.State ?></span></div>
<p><?cs var:Next ?></p>
<?cs if:One.Reason ?><p class="claim-text"><?cs var:One.Reason ?></p>
<?cs /if ?><?cs if:Priority ?><p class="small soft"><?cs var:Lang.Cases.Priority ?></p>
<?cs /if ?><?cs if:Late ?><p class="bad"><?cs var:Lang.Cases.Late ?> <a class="nowrap" href="tel:<?cs var:Contact.PhoneLink ?>"><?cs var:Contact.Phone ?></a></p>
<?cs /if ?><?cs if:MayAgree ?><form class="actions" method="post" action="/custom/<?cs var:url_escape(One.No) ?>/agree"><?cs call:csrf() ?><button type="submit" class="button"><?cs var:Lang.Custom.Agree ?></button></form>
<?cs /if ?></section>
<section class="stacked" aria-labelledby="said-title"><h2 id="said-title"><?cs var:Lang.Cases.Said ?></h2>
<ol class="case-steps"><?cs each:step = Steps ?><li class="card case-step<?cs if:step.Own ?> is-own<?cs /if ?>"><p class="small soft"><strong><?cs if:step.Own ?><?cs var:Lang.Cases.You ?><?cs else ?><?cs var:Lang.Cases.We ?><?cs /if ?></strong> · <?cs var:step.Word ?> · <time datetime="<?cs var:step.At.Iso ?>"><?cs var:step.At ?></time></p><?cs if:step.Text ?><p class="claim-text"><?cs var:step.Text ?></p><?cs /if ?></li>
<?cs /each ?></ol></section>
<?cs if:MayWrite ?><form class="card" method="post" action="/custom/<?cs var:url_escape(One.No) ?>/messages" novalidate><?cs call:csrf() ?><?cs call:area("text", Lang.Custom.Write, Lang.Custom.WriteHint) ?><div class="actions"><button type="submit" class="button button-plain"><?cs var:Lang.Cases.Reply ?></button></div></form>
<?cs /if ?></div><div>
<section class="card" aria-labelledby="facts-title"><h2 class="card-title" id="facts-title"><?cs var:Lang.Custom.Facts ?></h2><dl class="facts"><div><dt><?cs var:Lang.Cases.NoLabel ?></dt><dd><?cs var:One.No ?></dd></div>
<div><dt><?cs var:Lang.Custom.Period ?></dt><dd><?cs var:One.Period ?></dd></div>
<div><dt><?cs var:Lang.Custom.People ?></dt><dd><?cs var:One.People ?></dd></div>
<div><dt><?cs var:Lang.Custom.BudgetShort ?></dt><dd><?cs if:One.Budget ?><?cs var:One.Budget ?><?cs else ?><?cs var:Lang.Custom.BudgetOpen ?><?cs /if ?></dd></div>
<div><dt><?cs var:Lang.Cases.Opened ?></dt><dd><time datetime="<?cs var:One.Opened.Iso ?>"><?cs var:One.Opened ?></time></dd></div>
<?cs each:order = Orders ?><div><dt><?cs var:Lang.Cases.OrderNo ?></dt><dd><?cs var:order.No ?></dd></div>
<?cs /each ?></dl></section>
<?cs if:MayWithdraw ?><form class="card" method="post" action="/custom/<?cs var:url_escape(One.No) ?>/withdraw"><h2 class="card-title"><?cs var:Lang.Custom.WithdrawTitle ?></h2><p class="small soft"><?cs var:Lang.Custom.WithdrawText ?></p><?cs call:csrf() ?><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.Custom.Withdraw ?></button></div></form>
<?cs /if ?></div></div>
