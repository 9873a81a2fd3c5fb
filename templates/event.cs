<?cs # event.cs needs: Page.Title; Event.{Id,Name,Place,Lines.N.Text,When,Day,Ends,Places,Left,Waiting,Until,Cost,Back,PerMember,For,Opens,Early}; Mine.{No,Look,State,Seats,Code,Before,IsWaiting,Cost,MayLeave}; MayJoin Why Ended Cancelled Gallery; Lang.Events.* Lang.Common.Points ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/events"><?cs call:icon("arrow-left") ?><?cs var:Lang.Events.Title ?></a></p>
<?cs if:Gallery ?><p class="event-gallery"><a href="/events/<?cs var:url_escape(Event.Id) ?>/gallery"><?cs call:icon("heart") ?> <?cs var:Lang.Gallery.Link ?></a></p>
<?cs /if ?><?cs if:!Mine.No ?><h1><?cs var:Event.Name ?></h1><?cs /if ?>
<div class="columns"><div>
<?cs if:Mine.No ?><article class="tear"><header class="tear-head"><h1 class="tear-name"><?cs var:Event.Name ?></h1><p><time datetime="<?cs var:Event.Day.Iso ?>"><?cs var:Event.When ?></time></p><p><?cs var:Event.Place ?></p></header>
<div class="tear-body"><p><span class="badge badge-<?cs var:Mine.Look ?>"><?cs var:Mine.State ?></span></p>
<?cs if:Mine.IsWaiting ?><p><?cs var:Mine.Before ?></p><p class="small soft"><?cs if:Event.Cost ?><?cs var:Lang.Events.WaitCost ?><?cs else ?><?cs var:Lang.Events.WaitFree ?><?cs /if ?></p>
<?cs else ?><p class="tear-qr"><img src="/events/<?cs var:url_escape(Event.Id) ?>/code.png" width="232" height="232" alt="<?cs var:Lang.Events.Qr ?>"></p>
<p class="tear-label" id="code-label"><?cs var:Lang.Events.Code ?></p><p class="tear-code event-code" id="code"><span><?cs var:Mine.Code ?></span></p><?cs /if ?>
<p class="tear-until"><?cs var:Lang.Events.SeatsMine ?> <data class="event-seats" value="<?cs var:Mine.Seats.Value ?>"><?cs var:Mine.Seats ?></data><?cs if:Mine.Cost ?> · <data value="<?cs var:Mine.Cost.Value ?>"><?cs var:Mine.Cost ?></data> <?cs var:Lang.Common.Points ?><?cs /if ?></p></div></article>
<?cs if:Mine.MayLeave ?><p class="actions"><a href="/events/<?cs var:url_escape(Event.Id) ?>/leave"><?cs var:Lang.Events.Leave ?></a></p><?cs /if ?>
<?cs elif:MayJoin ?><?cs if:Ended ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><?cs var:Ended ?></div></div><?cs /if ?><div class="card event-join"><p><?cs if:Event.Cost ?><span class="event-price"><data class="event-cost" value="<?cs var:Event.Cost.Value ?>"><?cs var:Event.Cost ?></data> <span class="unit"><?cs var:Lang.Common.Points ?></span></span><?cs else ?><span class="event-price"><?cs var:Lang.Events.Free ?></span><?cs /if ?></p><p class="soft"><?cs if:Event.Left.Value == "0" ?><?cs var:Lang.Events.FullWait ?><?cs else ?><?cs var:Lang.Events.LeftLabel ?> <data class="event-left" value="<?cs var:Event.Left.Value ?>"><?cs var:Event.Left ?></data><?cs /if ?></p><p class="actions"><a class="button" href="/events/<?cs var:url_escape(Event.Id) ?>/join"><?cs if:Event.Left.Value == "0" ?><?cs var:Lang.Events.JoinWait ?><?cs else ?><?cs var:Lang.Events.Join ?><?cs /if ?></a></p></div>
<?cs elif:Why ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><?cs if:Ended ?><p><?cs var:Ended ?></p><?cs /if ?><?cs var:Why ?></div></div>
<?cs /if ?></div><div>
<section class="card"><h2><?cs var:Lang.Events.About ?></h2><?cs each:line = Event.Lines ?><p class="event-text"><?cs var:line.Text ?></p>
<?cs /each ?></section>
<section class="card"><h2><?cs var:Lang.Events.Facts ?></h2><dl class="facts"><div><dt><?cs var:Lang.Events.Begins ?></dt><dd><time datetime="<?cs var:Event.Day.Iso ?>"><?cs var:Event.When ?></time></dd></div>
<div><dt><?cs var:Lang.Events.Ends ?></dt><dd><?cs var:Event.Ends ?></dd></div>
<div><dt><?cs var:Lang.Events.Where ?></dt><dd><?cs var:Event.Place ?></dd></div>
<?cs if:Event.For ?><div><dt><?cs var:Lang.Events.For ?></dt><dd><?cs var:Event.For ?></dd></div>
<?cs /if ?><div><dt><?cs var:Lang.Events.Places ?></dt><dd><data value="<?cs var:Event.Places.Value ?>"><?cs var:Event.Places ?></data></dd></div>
<?cs if:!Cancelled ?><?cs if:Event.Early ?><div><dt><?cs var:Lang.Events.OpensLabel ?></dt><dd><?cs var:Event.Opens ?><br><?cs var:Event.Early ?></dd></div>
<?cs /if ?><div><dt><?cs var:Lang.Events.Until ?></dt><dd><?cs var:Event.Until ?></dd></div>
<?cs if:Event.Back ?><div><dt><?cs var:Lang.Events.Back ?></dt><dd><?cs var:Event.Back ?></dd></div>
<?cs /if ?><?cs /if ?></dl></section>
</div></div>
