<?cs # notices.cs needs: Page.Title; Notices.N.{Title,Text,Link,New,When}; Older Newer; Lang.Notices.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?>
<div class="section-head"><h1><?cs var:Page.Title ?></h1><a href="/profile/messages"><?cs var:Lang.Notices.ByMail ?></a></div>
<?cs if:Notices.0.Title ?><ul class="notices"><?cs each:notice = Notices ?><li class="card notice<?cs if:notice.New ?> is-new<?cs /if ?>"><h2 class="card-title"><?cs if:notice.Link ?><a href="<?cs var:url_validate(notice.Link) ?>"><?cs var:notice.Title ?></a><?cs else ?><?cs var:notice.Title ?><?cs /if ?></h2>
<p class="small soft"><?cs if:notice.New ?><span class="badge badge-wait"><?cs var:Lang.Notices.New ?></span> <?cs /if ?><time datetime="<?cs var:notice.When.Iso ?>"><?cs var:notice.When ?></time></p>
<p><?cs var:notice.Text ?></p></li>
<?cs /each ?></ul>
<?cs else ?><div class="card"><?cs call:empty("plane", Lang.Notices.EmptyTitle, Lang.Notices.EmptyText, "/balance", Lang.Notices.EmptyLink) ?></div>
<?cs /if ?><?cs if:Newer || Older ?><nav class="pager" aria-label="<?cs var:Lang.Notices.Pager ?>"><?cs if:Newer ?><a class="pager-prev" rel="prev" href="<?cs var:Newer ?>"><?cs call:icon("arrow-left") ?><?cs var:Lang.Notices.Newer ?></a><?cs /if ?><?cs if:Older ?><a class="pager-next" rel="next" href="<?cs var:Older ?>"><?cs var:Lang.Notices.Older ?><?cs call:icon("arrow-right") ?></a><?cs /if ?></nav>
<?cs /if ?>
