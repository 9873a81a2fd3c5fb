<?cs # admin/draw_winner.cs needs: Page.Title; Draw.{Id,Name}; Ticket; Win.{Prize,Member,State,Look,Worth,Until,Note}; Name Recipient Phone Address Delivery Reason Tax; Won Claimed Identity Delivered Forfeited; May.{Identity,Deliver,Forfeit}; Form.text Error.*; Csrf; Desk.Clerk; Lang.AdminDraws.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:_fact(label, text) ?><?cs if:text ?><div><dt><?cs var:label ?></dt><dd><?cs var:text ?></dd></div><?cs /if ?><?cs /def ?><?cs
def:_moment(label, at) ?><?cs if:at ?><div><dt><?cs var:label ?></dt><dd><time datetime="<?cs var:at.Iso ?>"><?cs var:at ?></time></dd></div><?cs /if ?><?cs /def ?>
<p class="crumb"><a href="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/winners"><?cs call:icon("arrow-left") ?><?cs var:Draw.Name ?></a></p>
<h1><?cs var:Page.Title ?> <?cs var:Win.Prize ?></h1>
<p><span class="badge badge-<?cs var:Win.Look ?>"><?cs var:Win.State ?></span><?cs if:Win.Note ?> <span class="small"><?cs var:Win.Note ?></span><?cs /if ?></p>
<div class="desk-split"><div>
<section class="card" aria-labelledby="win-title"><h2 class="card-title" id="win-title"><?cs var:Lang.AdminDraws.Prize ?></h2><dl class="facts"><?cs
call:_fact(Lang.AdminDraws.Prize, Win.Prize) ?><?cs
call:_fact(Lang.AdminDraws.Member, Win.Member) ?><?cs
call:_fact(Lang.AdminDraws.Csv.Name, Name) ?><?cs
call:_fact(Lang.AdminDraws.WorthLabel, Win.Worth) ?><div><dt><?cs var:Lang.AdminDraws.Tax ?></dt><dd><?cs if:Tax ?><?cs var:Tax ?><?cs else ?><?cs var:Lang.AdminDraws.No ?><?cs /if ?></dd></div><?cs
call:_fact(Lang.AdminDraws.Recipient, Recipient) ?><?cs
call:_fact(Lang.AdminDraws.Phone, Phone) ?><?cs
call:_fact(Lang.AdminDraws.Address, Address) ?></dl></section>
<section class="card" aria-labelledby="times-title"><h2 class="card-title" id="times-title"><?cs var:Lang.AdminDraws.Times ?></h2><dl class="facts"><?cs
call:_moment(Lang.AdminDraws.WonAt, Won) ?><?cs
call:_moment(Lang.AdminDraws.ClaimUntil, Win.Until) ?><?cs
call:_moment(Lang.AdminDraws.ClaimedAt, Claimed) ?><div><dt><?cs var:Lang.AdminDraws.Identity ?></dt><dd><?cs if:Identity ?><time datetime="<?cs var:Identity.Iso ?>"><?cs var:Identity ?></time><?cs else ?><?cs var:Lang.AdminDraws.IdentityNot ?><?cs /if ?></dd></div><?cs
call:_moment(Lang.AdminDraws.DeliveredAt, Delivered) ?><?cs
call:_fact(Lang.AdminDraws.Delivery, Delivery) ?><?cs
call:_moment(Lang.AdminDraws.ForfeitedAt, Forfeited) ?><?cs
call:_fact(Lang.AdminDraws.Reason, Reason) ?></dl></section>
</div><div>
<?cs if:Desk.Clerk ?><?cs if:May.Identity ?><form class="card" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/winners/<?cs var:url_escape(Ticket) ?>"><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminDraws.Identity ?></h2><p class="small soft"><?cs var:Lang.AdminDraws.StepIdentityText ?></p><div class="actions"><button type="submit" class="button button-small" name="step" value="identity"><?cs var:Lang.AdminDraws.StepIdentity ?></button></div></form>
<?cs /if ?><?cs if:May.Deliver ?><form class="card" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/winners/<?cs var:url_escape(Ticket) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminDraws.StepDeliverTitle ?></h2><div class="field<?cs if:Error["text-deliver"] ?> is-wrong<?cs /if ?>"><label class="label" for="text-deliver"><?cs var:Lang.AdminDraws.StepDeliverLabel ?></label><?cs call:_below("text-deliver", Lang.AdminDraws.StepDeliverHint) ?><input class="input" type="text" id="text-deliver" name="text" autocomplete="off"<?cs call:_said("text-deliver", Lang.AdminDraws.StepDeliverHint) ?>></div><div class="actions"><button type="submit" class="button button-small" name="step" value="deliver"><?cs var:Lang.AdminDraws.StepDeliver ?></button></div></form>
<?cs /if ?><?cs if:May.Forfeit ?><form class="card" method="post" action="/admin/draws/<?cs var:url_escape(Draw.Id) ?>/winners/<?cs var:url_escape(Ticket) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminDraws.StepForfeitTitle ?></h2><p class="small soft"><?cs var:Lang.AdminDraws.StepForfeitText ?></p><div class="field<?cs if:Error["text-forfeit"] ?> is-wrong<?cs /if ?>"><label class="label" for="text-forfeit"><?cs var:Lang.AdminDraws.Reason ?></label><?cs call:_below("text-forfeit", Lang.AdminDraws.CancelReasonHint) ?><input class="input" type="text" id="text-forfeit" name="text" autocomplete="off"<?cs call:_said("text-forfeit", Lang.AdminDraws.CancelReasonHint) ?>></div><div class="actions"><button type="submit" class="button-plain button-small is-danger" name="step" value="forfeit"><?cs var:Lang.AdminDraws.StepForfeit ?></button></div></form><?cs /if ?><?cs /if ?>
</div></div>
