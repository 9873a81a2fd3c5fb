<?cs # catalogue_redeem.cs needs: Page.Title; Item.{Id,Name,Art,Picture}; Cost Total Available After; Quantity QuantityHint One; Needs.{Address,Phone,Trip,Flyer}; Departures.N.{Value,Text}; Others.N.{Href,Text}; Provinces.N.{Value,Text}; Form.*; Error.*; Check Closed Way.{Href,Text}; Rows.N.{Label,Text,Change}; ConfirmText; FormId ShownCost; Csrf Static.Art; Lang.{Redeem,Catalogue}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/item.cs" ?><?cs include!"part/region.cs" ?><?cs
def:kept(name) ?><?cs if:Form[name] ?><input type="hidden" name="<?cs var:name ?>" value="<?cs var:Form[name] ?>"><?cs /if ?><?cs /def ?><?cs
def:hidden() ?><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>"><input type="hidden" name="cost" value="<?cs var:ShownCost ?>"><?cs /def ?>
<p class="crumb"><a href="/catalogue/<?cs var:url_escape(Item.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Item.Name ?></a></p>
<?cs if:Check ?><h1><?cs var:Lang.Redeem.CheckTitle ?></h1>
<form id="redeem" class="receipt redeem-check" method="post" action="/catalogue/<?cs var:url_escape(Item.Id) ?>/redeem" novalidate>
<?cs call:hidden() ?><?cs call:kept("quantity") ?><?cs call:kept("recipient") ?><?cs call:kept("phone") ?><?cs call:kept("province") ?><?cs call:kept("city") ?><?cs call:kept("district") ?><?cs call:kept("departs_on") ?><?cs call:kept("flyer_no") ?><?cs if:Form.address ?><textarea class="gone" name="address" hidden aria-hidden="true" tabindex="-1">
<?cs var:Form.address ?></textarea><?cs /if ?><?cs if:Form.travellers ?><textarea class="gone" name="travellers" hidden aria-hidden="true" tabindex="-1">
<?cs var:Form.travellers ?></textarea><?cs /if ?>
<div class="redeem-what"><div class="redeem-art"><?cs call:item_picture(Item.Id, Item.Art, Item.Picture) ?></div><div><h2><?cs var:Item.Name ?></h2><p class="soft"><?cs var:QuantityText ?></p></div></div>
<dl class="facts"><?cs each:row = Rows ?><div><dt><?cs var:row.Label ?></dt><dd><span class="redeem-answer"><?cs var:row.Text ?></span> <button class="link small" type="submit" name="change" value="<?cs var:row.Change ?>"><?cs var:Lang.Redeem.Change ?><span class="hidden"> <?cs var:row.Label ?></span></button></dd></div><?cs /each ?></dl>
<dl class="receipt-lines redeem-sums"><div><dt><?cs var:Lang.Redeem.Now ?></dt><dd><data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data></dd></div><div><dt><?cs var:Lang.Redeem.Total ?></dt><dd><data class="points-total" value="<?cs var:Total.Value ?>">−<?cs var:Total ?></data></dd></div></dl>
<dl class="redeem-sums"><div class="receipt-total"><dt><?cs var:Lang.Redeem.After ?></dt><dd><data class="points-after" value="<?cs var:After.Value ?>"><?cs var:After ?></data> <span class="unit"><?cs var:Lang.Common.Points ?></span></dd></div></dl>
<p class="small soft"><?cs var:Returns ?></p>
<div class="actions"><button type="submit" class="button" name="confirm" value="1"><?cs var:ConfirmText ?></button></div>
</form>
<?cs elif:Closed ?><h1><?cs var:Page.Title ?></h1>
<div class="card redeem-closed"><div class="redeem-what is-out"><div class="redeem-art"><?cs call:item_picture(Item.Id, Item.Art, Item.Picture) ?></div><div><h2><?cs var:Item.Name ?></h2><p class="soft"><?cs var:Closed ?></p></div></div><div class="actions"><a class="button" href="<?cs var:Way.Href ?>"><?cs var:Way.Text ?></a></div></div>
<?cs else ?><h1><?cs var:Page.Title ?></h1>
<form class="card redeem-form" method="post" action="/catalogue/<?cs var:url_escape(Item.Id) ?>/redeem" novalidate>
<?cs call:hidden() ?>
<div class="redeem-what"><div class="redeem-art"><?cs call:item_picture(Item.Id, Item.Art, Item.Picture) ?></div><div><p class="item-price"><data class="item-cost" value="<?cs var:Cost.Value ?>"><?cs var:Cost ?></data> <span><?cs var:Lang.Common.Points ?></span></p><p class="small soft"><?cs var:Lang.Redeem.Now ?> <data class="points-available" value="<?cs var:Available.Value ?>"><?cs var:Available ?></data></p></div></div>
<?cs if:One ?><input type="hidden" name="quantity" value="1"><?cs elif:Needs.Trip ?><?cs call:field("quantity", Lang.Redeem.QuantityTrip, QuantityHint, "number", "") ?><?cs else ?><?cs call:field("quantity", Lang.Redeem.Quantity, QuantityHint, "number", "") ?><?cs /if ?>
<?cs if:Needs.Trip ?><?cs call:choose("departs_on", Lang.Redeem.Departure, "", Departures) ?><?cs call:area("travellers", Lang.Redeem.Travellers, Lang.Redeem.TravellersHint) ?><?cs /if ?>
<?cs if:Needs.Flyer ?><?cs call:field("flyer_no", Lang.Redeem.Flyer, Lang.Redeem.FlyerHint, "text", "off") ?><?cs /if ?>
<?cs if:Needs.Address ?><?cs if:Others.0.Href ?><nav class="redeem-others" aria-label="<?cs var:Lang.Redeem.AddressOther ?>"><p class="label"><?cs var:Lang.Redeem.AddressOther ?></p><ul class="redeem-book"><?cs each:other = Others ?><li><a href="<?cs var:other.Href ?>"><?cs var:other.Text ?></a></li><?cs /each ?></ul></nav><?cs /if ?><?cs call:field("recipient", Lang.Redeem.Recipient, "", "text", "name") ?><?cs call:field("phone", Lang.Redeem.Phone, Lang.Redeem.PhoneHint, "tel", "tel") ?><?cs call:region("") ?><?cs call:area("address", Lang.Redeem.Address, Lang.Redeem.AddressHint) ?><?cs elif:Needs.Phone ?><?cs call:field("phone", Lang.Redeem.Contact, Lang.Redeem.PhoneServiceHint, "tel", "tel") ?><?cs /if ?>
<div class="actions"><?cs call:button(Lang.Redeem.Continue) ?></div>
</form>
<?cs /if ?>
