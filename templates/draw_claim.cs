<?cs # draw_claim.cs needs: Page.Title; Draw.{Id,Name}; Wins.N.{Ticket,Prize,Until,Art,Picture,No}; Needs.{Address,Phone} Tax; None; Provinces.N.{Value,Text}; Form.{recipient,phone,address} Error.*; Csrf Static.Art; Lang.Draws.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/draw.cs" ?><?cs include!"part/region.cs" ?>
<p class="crumb"><a href="/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Draw.Name ?></a></p>
<h1><?cs var:Lang.Draws.ClaimHeading ?></h1>
<?cs if:None ?><div class="card"><p><?cs var:None ?></p><p><a class="button-plain" href="/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs var:Lang.Draws.BackOne ?></a></p></div>
<?cs else ?><p class="lead"><?cs if:Needs.Phone ?><?cs var:Lang.Draws.ClaimLead ?><?cs else ?><?cs var:Lang.Draws.ClaimLeadSimple ?><?cs /if ?></p>
<form class="card redeem-form" method="post" action="/draws/<?cs var:url_escape(Draw.Id) ?>/claim" novalidate>
<?cs call:csrf() ?>
<?cs each:win = Wins ?><div class="redeem-what"><div class="redeem-art"><?cs call:prize_picture(Draw.Id, win.No, win.Art, win.Picture) ?></div><div><h2><?cs var:win.Prize ?></h2><p class="soft"><?cs var:win.Ticket ?></p><p class="small"><time datetime="<?cs var:win.Until.Iso ?>"><?cs var:win.Until ?></time></p></div></div>
<?cs /each ?><?cs if:Needs.Address ?><?cs call:field("recipient", Lang.Draws.ClaimRecipient, "", "text", "name") ?><?cs /if ?><?cs if:Needs.Phone ?><?cs call:field("phone", Lang.Draws.ClaimPhone, Lang.Draws.ClaimPhoneHint, "tel", "tel") ?><?cs /if ?><?cs if:Needs.Address ?><?cs call:region("") ?><?cs call:area("address", Lang.Draws.ClaimAddress, Lang.Draws.ClaimAddressHint) ?><?cs /if ?>
<p class="item-reason"><?cs call:icon("shield-check") ?><span><?cs var:Lang.Draws.ClaimIdentity ?><?cs if:Tax ?> <?cs var:Tax ?><?cs /if ?></span></p>
<div class="actions"><?cs call:button(Lang.Draws.ClaimGo) ?></div>
</form>
<?cs /if ?>
