<?cs # admin/member_tier.cs needs: No Active Tier TierSince Pinned PinUntil ReviewOn; Tiers Advisers (N.{Value,Text}); Pins.N.{Tier,Until,Reason,Staff,Made,Lifted}; Clerk Manager; Form.* Error.*; Csrf; Lang.Members.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/members/<?cs var:url_escape(No) ?>"><?cs call:icon("arrow-left") ?><?cs var:No ?></a></p>
<h1><?cs var:Lang.Members.TierTitle ?></h1>
<dl class="facts card"><div><dt><?cs var:Lang.Members.Tier ?></dt><dd><?cs var:Tier ?></dd></div><div><dt><?cs var:Lang.Members.Since ?></dt><dd><time datetime="<?cs var:TierSince.Iso ?>"><?cs var:TierSince ?></time></dd></div><?cs if:Pinned ?><div><dt><?cs var:Lang.Members.PinnedUntil ?></dt><dd><?cs if:PinUntil.Iso ?><time datetime="<?cs var:PinUntil.Iso ?>"><?cs var:PinUntil ?></time><?cs else ?><?cs var:PinUntil ?><?cs /if ?></dd></div><?cs /if ?><?cs if:ReviewOn ?><div><dt><?cs var:Lang.Members.ReviewOn ?></dt><dd><time datetime="<?cs var:ReviewOn.Iso ?>"><?cs var:ReviewOn ?></time></dd></div><?cs /if ?></dl>
<div class="desk-split"><div>
<?cs if:Manager && Active ?><form class="card" method="post" action="/admin/members/<?cs var:url_escape(No) ?>/tier" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.Members.PinTitle ?></h2><p class="small soft"><?cs var:Lang.Members.PinLead ?></p>
<?cs call:select("tier", Lang.Members.PinTier, "", Tiers) ?>
<?cs call:field("until", Lang.Members.PinUntil, Lang.Members.PinUntilHint, "date", "off") ?>
<?cs call:field("reason", Lang.Members.Reason, "", "text", "off") ?>
<div class="actions"><?cs call:button(Lang.Members.PinGo) ?></div></form>
<?cs if:Pinned ?><form class="actions" method="post" action="/admin/members/<?cs var:url_escape(No) ?>/tier/end"><?cs call:csrf() ?><button type="submit" class="button-plain button-small is-danger"><?cs var:Lang.Members.PinEnd ?></button></form><?cs /if ?>
<?cs /if ?><?cs if:Pins.0.Tier ?><section class="card" aria-labelledby="pins-title"><h2 class="card-title" id="pins-title"><?cs var:Lang.Members.Pins ?></h2><ul class="case-steps"><?cs each:pin = Pins ?><li class="case-step"><p><?cs var:pin.Tier ?> · <?cs var:Lang.Members.Until ?> <time datetime="<?cs var:pin.Until.Iso ?>"><?cs var:pin.Until ?></time><?cs if:pin.Lifted ?> · <?cs var:Lang.Members.Lifted ?> <time datetime="<?cs var:pin.Lifted.Iso ?>"><?cs var:pin.Lifted ?></time><?cs /if ?></p><p class="claim-text"><?cs var:pin.Reason ?></p><p class="small soft"><?cs var:pin.Staff ?> · <time datetime="<?cs var:pin.Made.Iso ?>"><?cs var:pin.Made ?></time></p></li><?cs /each ?></ul></section><?cs /if ?>
</div><div>
<?cs if:Clerk && Active ?><form class="card" method="post" action="/admin/members/<?cs var:url_escape(No) ?>/adviser" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.Members.AdviserTitle ?></h2><p class="small soft"><?cs var:Lang.Members.AdviserLead ?></p>
<?cs call:select("adviser", Lang.Members.AdviserPick, "", Advisers) ?>
<?cs call:optional("contact", Lang.Members.Contact, Lang.Members.ContactHint, "text", "off") ?>
<div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.Members.AdviserGo ?></button></div></form><?cs /if ?>
</div></div>
