<?cs # admin/counter.cs needs: Items Provinces .N.{Value,Text}; FormId; Form.{code,item,quantity,recipient,phone,address}; Error.*; Csrf; Lang.Counter.* ?><?cs include!"part/form.cs" ?><?cs include!"part/region.cs" ?>
<h1><?cs var:Lang.Counter.Title ?></h1>
<p class="soft"><?cs var:Lang.Counter.Lead ?></p>
<form class="card" method="post" action="/admin/counter" novalidate><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>">
<?cs call:select("item", Lang.Counter.What, Lang.Counter.WhatHint, Items) ?>
<?cs call:field("quantity", Lang.Counter.Quantity, "", "number", "off") ?>
<?cs call:field("code", Lang.Counter.Code, Lang.Counter.CodeHint, "code", "off") ?>
<details class="fold"<?cs if:Form.address || Error.address || Error.phone || Error.recipient ?> open<?cs /if ?>><summary><?cs var:Lang.Counter.Send ?></summary><p class="hint"><?cs var:Lang.Counter.SendHint ?></p>
<?cs call:optional("recipient", Lang.Counter.Recipient, "", "text", "off") ?>
<?cs call:optional("phone", Lang.Counter.Phone, "", "tel", "off") ?>
<?cs call:region("1") ?>
<?cs call:optional("address", Lang.Counter.Address, "", "text", "off") ?></details>
<div class="actions"><?cs call:button(Lang.Counter.Go) ?></div></form>
