<?cs # admin/order_new.cs needs: Categories.N.{Value,Text}; Form.{member,order_no,category,paid,paid_at,travel_end,completed_at,destination,branch}; Error.*; Csrf; Lang.OrderNew.* Lang.AdminClaims.* Lang.AdminOrders.Title ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/orders"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminOrders.Title ?></a></p>
<h1><?cs var:Lang.OrderNew.Title ?></h1>
<p class="soft"><?cs var:Lang.OrderNew.Lead ?></p>
<form class="card" method="post" action="/admin/orders/new" novalidate><?cs call:csrf() ?>
<?cs call:field("member", Lang.OrderNew.Member, Lang.OrderNew.MemberHint, "text", "off") ?>
<?cs call:field("order_no", Lang.AdminClaims.OrderNo, "", "text", "off") ?>
<?cs call:select("category", Lang.AdminClaims.Category, "", Categories) ?>
<?cs call:field("paid", Lang.AdminClaims.PaidYuan, Lang.OrderNew.PaidHint, "text", "off") ?>
<?cs call:field("paid_at", Lang.AdminClaims.PaidAt, Lang.AdminClaims.ChinaTime, "datetime-local", "off") ?>
<?cs call:optional("travel_end", Lang.OrderNew.TravelEnd, "", "date", "off") ?>
<?cs call:optional("completed_at", Lang.AdminClaims.CompletedAt, Lang.AdminClaims.CompletedHint, "datetime-local", "off") ?>
<?cs call:optional("destination", Lang.OrderNew.Destination, "", "text", "off") ?>
<?cs call:optional("branch", Lang.OrderNew.Branch, Lang.OrderNew.BranchHint, "text", "off") ?>
<div class="actions"><?cs call:button(Lang.OrderNew.Go) ?></div></form>
