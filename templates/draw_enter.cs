<?cs # draw_enter.cs needs: Page.Title; Draw.{Id,Name,No,Art,Picture,Instant}; Price ShownCost FormId; Available Total After When; Form.tickets Error.* TicketsHint One; Check ConfirmText; Csrf Static.Art; Lang.Draws.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/draw.cs" ?><?cs
def:_hidden() ?><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>"><input type="hidden" name="cost" value="<?cs var:ShownCost ?>"><?cs /def ?>
<p class="crumb"><a href="/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Draw.Name ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Check ?><form id="redeem" class="receipt redeem-check" method="post" action="/draws/<?cs var:url_escape(Draw.Id) ?>/enter" novalidate>
<?cs call:_hidden() ?><input type="hidden" name="tickets" value="<?cs var:Form.tickets ?>">
<div class="redeem-what"><div class="redeem-art"><?cs call:prize_picture(Draw.Id, Draw.No, Draw.Art, Draw.Picture) ?></div><div><h2><?cs var:Draw.Name ?></h2></div></div>
<dl class="facts"><div><dt><?cs var:Lang.Draws.CheckTickets ?></dt><dd><span class="redeem-answer"><?cs var:Form.tickets ?></span> <?cs if:!One ?><button class="link small" type="submit" name="change" value="tickets"><?cs var:Lang.Draws.Change ?><span class="hidden"> <?cs var:Lang.Draws.CheckTickets ?></span></button><?cs /if ?></dd></div><div><dt><?cs var:Lang.Draws.CheckDraw ?></dt><dd><?cs if:Draw.Instant ?><?cs var:Lang.Draws.CheckDrawInstant ?><?cs else ?><time datetime="<?cs var:When.Iso ?>"><?cs var:When ?></time><?cs /if ?></dd></div></dl>
<dl class="receipt-lines redeem-sums"><div><dt><?cs var:Lang.Draws.Now ?></dt><dd><data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data></dd></div><div><dt><?cs var:Lang.Draws.Total ?></dt><dd><data class="points-total" value="<?cs var:Total.Value ?>">−<?cs var:Total ?></data></dd></div></dl>
<dl class="redeem-sums"><div class="receipt-total"><dt><?cs var:Lang.Draws.After ?></dt><dd><data class="points-after" value="<?cs var:After.Value ?>"><?cs var:After ?></data> <span class="unit"><?cs var:Lang.Common.Points ?></span></dd></div></dl>
<p class="small soft"><?cs var:Lang.Draws.CheckNote ?></p>
<div class="actions"><button type="submit" class="button" name="confirm" value="1"><?cs var:ConfirmText ?></button></div>
</form>
<?cs else ?><p class="lead"><?cs var:Lang.Draws.EnterLead ?></p>
<form class="card redeem-form" method="post" action="/draws/<?cs var:url_escape(Draw.Id) ?>/enter" novalidate>
<?cs call:_hidden() ?>
<div class="redeem-what"><div class="redeem-art"><?cs call:prize_picture(Draw.Id, Draw.No, Draw.Art, Draw.Picture) ?></div><div><p class="item-price"><data class="draw-cost" value="<?cs var:Price.Value ?>"><?cs var:Price ?></data> <span><?cs var:Lang.Common.Points ?></span></p><p class="small soft"><?cs var:Lang.Draws.Now ?> <data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data></p></div></div>
<?cs call:field("tickets", Lang.Draws.Tickets, TicketsHint, "number", "") ?>
<div class="actions"><?cs call:button(Lang.Draws.Continue) ?></div>
</form>
<?cs /if ?>
