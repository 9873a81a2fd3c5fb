<?cs # admin/redemption.cs needs: Page.Title; No Name Quantity Cost MemberNo Category State Look Priority Held Late Promised Placed Approved Shipped Done Ended Rated; Supplier Via Tier Recipient Phone Address Travellers FlyerNo DepartsOn Reason Carrier TrackingNo Feedback Score; May.{Approve,Ship,Renumber,Issue,Done,Reject,Company}; Desk.{Clerk,Manager}; Form.*; Error.*; Csrf; Lang.AdminRedemptions.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:fact(label, value) ?><?cs if:value ?><div><dt><?cs var:label ?></dt><dd class="claim-text"><?cs var:value ?></dd></div><?cs /if ?><?cs /def ?><?cs
def:moment(label, at) ?><?cs if:at ?><div><dt><?cs var:label ?></dt><dd><time datetime="<?cs var:at.Iso ?>"><?cs var:at ?></time></dd></div><?cs /if ?><?cs /def ?><?cs
def:step(word, look) ?><button type="submit" class="<?cs var:look ?> button-small" name="step" value="<?cs var:word ?>"><?cs var:Lang.AdminRedemptions.Step[word] ?></button><?cs /def ?>
<p class="crumb"><a href="/admin/redemptions"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminRedemptions.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p><span class="badge badge-<?cs var:Look ?>"><?cs var:State ?></span><?cs if:Priority ?> <span class="badge badge-good"><?cs var:Lang.AdminRedemptions.Priority ?></span><?cs /if ?><?cs if:Late ?> <strong class="bad"><?cs var:Lang.AdminRedemptions.Late ?></strong><?cs /if ?></p>
<?cs if:Held ?><div class="status status-note"><div><strong><?cs var:Lang.AdminRedemptions.HeldWord ?></strong> <?cs var:Held ?></div></div><?cs /if ?>
<div class="desk-split"><div>
<section class="card" aria-labelledby="what-title"><h2 class="card-title" id="what-title"><?cs var:Name ?> × <?cs var:Quantity ?></h2><dl class="facts"><?cs
call:fact(Lang.AdminCatalogue.F.category, Category) ?><?cs
call:fact(Lang.AdminRedemptions.Member, MemberNo) ?><?cs
call:fact(Lang.AdminRedemptions.Points, Cost) ?><?cs
call:fact(Lang.Redemptions.ViaLabel, Via) ?><?cs
call:fact(Lang.AdminCatalogue.F.supplier, Supplier) ?><?cs
call:moment(Lang.AdminCatalogue.DepartsOn, DepartsOn) ?><?cs
call:fact(Lang.AdminRedemptions.Travellers, Travellers) ?><?cs
call:fact(Lang.AdminRedemptions.FlyerNo, FlyerNo) ?><?cs
call:fact(Lang.AdminRedemptions.Recipient, Recipient) ?><?cs
call:fact(Lang.AdminRedemptions.Phone, Phone) ?><?cs
call:fact(Lang.AdminRedemptions.Address, Address) ?></dl></section>
<section class="card" aria-labelledby="times-title"><h2 class="card-title" id="times-title"><?cs var:Lang.AdminRedemptions.Times ?></h2><dl class="facts"><?cs
call:moment(Lang.AdminRedemptions.Placed, Placed) ?><?cs
call:moment(Lang.AdminRedemptions.Promised, Promised) ?><?cs
call:moment(Lang.AdminRedemptions.ApprovedAt, Approved) ?><?cs
call:moment(Lang.AdminRedemptions.ShippedAt, Shipped) ?><?cs
call:fact(Lang.AdminRedemptions.Carrier, Carrier) ?><?cs
call:fact(Lang.AdminRedemptions.TrackingNo, TrackingNo) ?><?cs
call:moment(Lang.AdminRedemptions.DoneAt, Done) ?><?cs
call:moment(Lang.AdminRedemptions.EndedAt, Ended) ?><?cs
call:fact(Lang.AdminRedemptions.Reason, Reason) ?><?cs
call:moment(Lang.AdminRedemptions.RatedAt, Rated) ?><?cs
call:fact(Lang.AdminRedemptions.Score, Score) ?><?cs
call:fact(Lang.AdminRedemptions.Feedback, Feedback) ?></dl></section>
</div><div>
<?cs if:Desk.Clerk ?><?cs if:May.Approve || May.Ship || May.Issue || May.Done ?><form class="card" method="post" action="/admin/redemptions/<?cs var:url_escape(No) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminRedemptions.Next ?></h2>
<?cs if:May.Ship ?><?cs call:field("carrier", Lang.AdminRedemptions.Carrier, "", "text", "off") ?><?cs call:field("tracking_no", Lang.AdminRedemptions.TrackingNo, Lang.AdminRedemptions.NumberHint, "text", "off") ?><?cs /if ?>
<div class="actions"><?cs if:May.Ship ?><?cs call:step("ship", "button") ?><?cs /if ?><?cs if:May.Issue ?><?cs call:step("issue", "button") ?><?cs /if ?><?cs if:May.Done ?><?cs call:step("done", "button") ?><?cs /if ?><?cs if:May.Approve ?><?cs call:step("approve", "button-plain") ?><?cs /if ?></div></form>
<?cs /if ?><?cs if:May.Renumber ?><form class="card" method="post" action="/admin/redemptions/<?cs var:url_escape(No) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminRedemptions.NumberTitle ?></h2>
<?cs call:field("carrier", Lang.AdminRedemptions.Carrier, "", "text", "off") ?><?cs call:field("tracking_no", Lang.AdminRedemptions.TrackingNo, Lang.AdminRedemptions.NumberTold, "text", "off") ?><div class="actions"><button type="submit" class="button-plain button-small" name="step" value="number"><?cs var:Lang.AdminRedemptions.NumberGo ?></button></div></form>
<?cs /if ?><?cs if:May.Reject ?><form class="card" method="post" action="/admin/redemptions/<?cs var:url_escape(No) ?>" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminRedemptions.RejectTitle ?></h2><p class="small soft"><?cs var:Lang.AdminRedemptions.RejectText ?></p><?cs call:field("reason", Lang.AdminRedemptions.Reason, Lang.AdminRedemptions.ReasonTold, "text", "off") ?><div class="actions"><?cs call:step("reject", "button-plain is-danger") ?></div></form><?cs /if ?><?cs /if ?>
<?cs if:Desk.Manager && May.Company ?><form class="card" method="post" action="/admin/redemptions/<?cs var:url_escape(No) ?>/company" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.AdminRedemptions.CompanyTitle ?></h2><p class="small soft"><?cs var:Lang.AdminRedemptions.CompanyText ?></p><div class="field<?cs if:Error["reason-company"] ?> is-wrong<?cs /if ?>"><label class="label" for="reason-company"><?cs var:Lang.AdminRedemptions.Reason ?></label><?cs call:_below("reason-company", Lang.AdminRedemptions.ReasonTold) ?><input class="input" type="text" id="reason-company" name="reason" autocomplete="off"<?cs call:_said("reason-company", Lang.AdminRedemptions.ReasonTold) ?>></div><div class="actions"><button type="submit" class="button-plain button-small is-danger"><?cs var:Lang.AdminRedemptions.CompanyGo ?></button></div></form><?cs /if ?>
</div></div>
