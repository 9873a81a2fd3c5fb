<?cs # receipt.cs needs: Page.Title; What Kind Points Note Order Redemption Original; Happened Posted; Paid Eligible Category AtTier PaidDay Refund; Lines.N.{Text,Points}; Words; Agrees Check Computed; Parts.N.{Seq,Text,Points} PartsBack Unpaid; Lot.{Points,Left,From,Until,TravelEnd}; After.{Available,Pending,Debt} Balance; Cause Version Hash; Lang.Receipt.* Lang.Balance.* ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/history"><?cs call:icon("arrow-left") ?><?cs var:Lang.Receipt.Back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<article class="receipt" aria-labelledby="what">
<div class="receipt-head"><h2 id="what"><?cs var:What ?></h2><p class="soft"><?cs var:Kind ?></p></div>
<p class="receipt-figure"><span class="big<?cs if:Look ?> is-<?cs var:Look ?><?cs /if ?>"><data class="entry-points" value="<?cs var:Points.Value ?>"><?cs var:Points ?></data></span><?cs if:Look != "even" ?> <span class="unit"><?cs var:Lang.Balance.Unit ?></span><?cs /if ?></p>
<?cs if:Note && Quiet ?><p class="soft"><?cs var:Note ?></p><?cs /if ?>
<dl class="facts"><div><dt><?cs var:Lang.Receipt.Happened ?></dt><dd><time datetime="<?cs var:Happened.Iso ?>"><?cs var:Happened ?></time></dd></div>
<?cs if:Order ?><div><dt><?cs var:Lang.Receipt.Order ?></dt><dd><a href="/orders/<?cs var:url_escape(Order) ?>"><?cs var:Order ?></a></dd></div>
<?cs elif:Redemption ?><div><dt><?cs var:Lang.Movement.Redemption ?></dt><dd><a href="/redemptions/<?cs var:url_escape(Redemption) ?>"><?cs var:Redemption ?></a></dd></div>
<?cs /if ?><?cs if:Paid ?><div><dt><?cs var:Lang.Receipt.Paid ?></dt><dd><time datetime="<?cs var:PaidDay.Iso ?>"><?cs var:PaidDay ?></time> · <?cs var:Paid ?></dd></div>
<?cs /if ?><?cs if:Eligible ?><div><dt><?cs var:Lang.Receipt.Eligible ?></dt><dd><?cs var:Eligible ?></dd></div>
<?cs /if ?><?cs if:AtTier ?><div><dt><?cs var:Lang.Receipt.AtTier ?></dt><dd><?cs var:AtTier ?></dd></div>
<?cs /if ?><?cs if:Refund ?><div><dt><?cs var:Lang.Receipt.Refund ?></dt><dd><?cs var:Refund ?></dd></div>
<?cs /if ?></dl>
<?cs if:Lines.0.Text ?><h3><?cs var:Lang.Receipt.How ?></h3><ol class="receipt-lines"><?cs each:line = Lines ?><li><span><?cs var:line.Text ?></span><data value="<?cs var:line.Points.Value ?>"><?cs var:line.Points ?></data></li>
<?cs /each ?></ol><p class="receipt-total"><span><?cs var:Lang.Receipt.Total ?></span><data value="<?cs var:Points.Value ?>"><?cs var:Points ?></data></p><?cs /if ?>
<?cs if:Words ?><p class="receipt-words"><?cs var:Words ?></p><?cs /if ?>
<?cs if:Lot.Points ?><h3><?cs var:Lang.Receipt.LotTitle ?></h3><dl class="facts"><div><dt><?cs var:Lang.Receipt.LotFrom ?></dt><dd><?cs if:Lot.From ?><time datetime="<?cs var:Lot.From.Iso ?>"><?cs var:Lot.From ?></time><?cs elif:Lot.TravelEnd ?><?cs var:Lang.Receipt.LotTrip ?> <time datetime="<?cs var:Lot.TravelEnd.Iso ?>"><?cs var:Lot.TravelEnd ?></time><?cs else ?><?cs var:Lang.Receipt.LotPending ?><?cs /if ?></dd></div>
<?cs if:Lot.Until ?><div><dt><?cs var:Lang.Receipt.LotUntil ?></dt><dd><?cs if:Lot.Until.Iso ?><time datetime="<?cs var:Lot.Until.Iso ?>"><?cs var:Lot.Until ?></time><?cs else ?><?cs var:Lot.Until ?><?cs /if ?></dd></div>
<?cs /if ?><div><dt><?cs var:Lang.Receipt.LotLeft ?></dt><dd><?cs var:Lot.Left ?> / <?cs var:Lot.Points ?></dd></div></dl>
<?cs /if ?><?cs if:Parts.0.Text ?><h3><?cs if:PartsBack ?><?cs var:Lang.Receipt.PartsBack ?><?cs else ?><?cs var:Lang.Receipt.PartsFrom ?><?cs /if ?></h3><ul class="receipt-lines"><?cs each:part = Parts ?><li><span><a href="/history/<?cs var:part.Seq ?>"><?cs var:part.Text ?></a></span><data value="<?cs var:part.Points.Value ?>"><?cs var:part.Points ?></data></li>
<?cs /each ?></ul><?cs /if ?><?cs if:Unpaid ?><p class="bad"><?cs var:Unpaid ?></p>
<?cs /if ?><dl class="facts"><div><dt><?cs var:Lang.Receipt.After ?></dt><dd><data class="entry-balance" value="<?cs var:Balance.Value ?>"><?cs var:Balance ?></data> <?cs var:Lang.Balance.Unit ?></dd></div>
<?cs if:After.Pending ?><div><dt><?cs var:Lang.Receipt.AfterPending ?></dt><dd><?cs var:After.Pending ?></dd></div>
<?cs /if ?><?cs if:After.Debt ?><div><dt><?cs var:Lang.Receipt.AfterDebt ?></dt><dd><?cs var:After.Debt ?></dd></div>
<?cs /if ?></dl>
<?cs if:Cause ?><p><a href="/history/<?cs var:Cause ?>"><?cs var:Lang.Receipt.Cause ?></a></p>
<?cs /if ?><div class="receipt-check<?cs if:Agrees ?> good<?cs else ?> bad<?cs /if ?>"><?cs if:Agrees ?><?cs call:icon("shield-check") ?><?cs else ?><?cs call:icon("exclamation-triangle") ?><?cs /if ?><p><?cs var:Check ?><?cs if:!Agrees ?> <a href="/help"><?cs var:Lang.Receipt.Ask ?></a><?cs /if ?></p></div>
<div class="receipt-foot"><p><a href="/programme"><?cs var:Version ?></a></p><p><?cs var:Lang.Receipt.Posted ?> <time datetime="<?cs var:Posted.Iso ?>"><?cs var:Posted ?></time></p><p><?cs var:Lang.Receipt.Hash ?> <code class="hash"><?cs var:Hash ?></code></p></div>
</article>
