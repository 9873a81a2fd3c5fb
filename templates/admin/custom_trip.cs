<?cs # admin/custom_trip.cs needs: Page.Title; One.{No,Destination,Period,People,Budget,State,Look,Opened,Reason,MemberNo,Owner,Priority,Late,Due}; Open; May.{take,message,note,propose,book,close,decline,order}; Steps.N.{Own,Word,Text,At,Staff,Hidden}; Orders.N.{No,Partner,At}; Form.*; Error.*; Csrf; Desk.Clerk; Lang.AdminCustom.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:fact(label, value) ?><?cs if:value ?><div><dt><?cs var:label ?></dt><dd><?cs var:value ?></dd></div><?cs /if ?><?cs /def ?><?cs
def:act(word, look) ?><?cs if:May[word] ?><button type="submit" class="<?cs var:look ?> button-small" name="act" value="<?cs var:word ?>"><?cs var:Lang.AdminCustom.Act[word] ?></button><?cs /if ?><?cs /def ?>
<p class="crumb"><a href="/admin/custom"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCustom.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p><span class="badge badge-<?cs var:One.Look ?>"><?cs var:One.State ?></span><?cs if:One.Priority ?> <span class="badge badge-good"><?cs var:Lang.AdminRedemptions.Priority ?></span><?cs /if ?><?cs if:Open ?> <?cs var:Lang.AdminCustom.Due ?> <time datetime="<?cs var:One.Due.Iso ?>"><?cs var:One.Due ?></time><?cs /if ?><?cs if:One.Late ?> <strong class="bad"><?cs var:Lang.AdminCases.Late ?></strong><?cs /if ?></p>
<div class="desk-split"><div>
<section class="card" aria-labelledby="steps-title"><h2 class="card-title" id="steps-title"><?cs var:Lang.AdminCases.Steps ?></h2><ol class="case-steps"><?cs each:step = Steps ?><li class="case-step<?cs if:step.Own ?> is-own<?cs /if ?>"><p class="small soft"><strong><?cs if:step.Own ?><?cs var:Lang.AdminRedemptions.Member ?><?cs else ?><?cs var:step.Staff ?><?cs /if ?></strong> · <?cs var:step.Word ?> · <time datetime="<?cs var:step.At.Iso ?>"><?cs var:step.At ?></time><?cs if:step.Hidden ?> <span class="badge badge-quiet"><?cs var:Lang.AdminCases.Hidden ?></span><?cs /if ?></p><?cs if:step.Text ?><p class="claim-text"><?cs var:step.Text ?></p><?cs /if ?></li><?cs /each ?></ol></section>
<section class="card" aria-labelledby="facts-title"><h2 class="card-title" id="facts-title"><?cs var:Lang.AdminCases.Facts ?></h2><dl class="facts"><?cs
call:fact(Lang.AdminRedemptions.Member, One.MemberNo) ?><?cs
call:fact(Lang.Custom.Destination, One.Destination) ?><?cs
call:fact(Lang.Custom.Period, One.Period) ?><?cs
call:fact(Lang.Custom.People, One.People) ?><?cs
call:fact(Lang.Custom.BudgetShort, One.Budget) ?><?cs
call:fact(Lang.AdminCases.Owner, One.Owner) ?><?cs
call:fact(Lang.AdminCustom.Reason, One.Reason) ?></dl></section>
</div><div>
<?cs if:Desk.Clerk ?><form class="card" method="post" action="/admin/custom/<?cs var:url_escape(One.No) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminRedemptions.Next ?></h2>
<?cs if:Open ?><?cs call:area("text", Lang.AdminCases.TextLabel, Lang.AdminCustom.TextHint) ?><?cs else ?><?cs call:area("text", Lang.AdminCases.NoteLabel, "") ?><?cs /if ?>
<div class="actions"><?cs call:act("propose", "button") ?><?cs call:act("book", "button") ?><?cs call:act("close", "button") ?><?cs call:act("message", "button-plain") ?><?cs call:act("note", "button-plain") ?><?cs call:act("take", "button-plain") ?><?cs call:act("decline", "button-plain") ?></div></form>
<?cs /if ?><?cs if:Orders.0.No || May.order ?><section class="card" aria-labelledby="orders-title"><h2 class="card-title" id="orders-title"><?cs var:Lang.AdminCustom.Orders ?></h2><?cs if:Orders.0.No ?><ul><?cs each:order = Orders ?><li><?cs var:order.No ?> <span class="small soft"><?cs var:order.Partner ?> · <time datetime="<?cs var:order.At.Iso ?>"><?cs var:order.At ?></time></span></li><?cs /each ?></ul><?cs /if ?>
<?cs if:May.order && Desk.Clerk ?><form method="post" action="/admin/custom/<?cs var:url_escape(One.No) ?>/orders" novalidate><?cs call:csrf() ?><?cs call:field("order_no", Lang.Cases.OrderNo, Lang.AdminCustom.OrderHint, "text", "off") ?><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.AdminCustom.OrderGo ?></button></div></form><?cs /if ?></section>
<?cs /if ?></div></div>
