<?cs # addresses.cs needs: Page.Title; Addresses.N.{No,Recipient,Phone,Address,Used}; Csrf; Lang.Addresses.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/form.cs" ?><?cs include!"part/empty.cs" ?>
<p class="crumb"><a href="/redemptions"><?cs call:icon("arrow-left") ?><?cs var:Lang.Addresses.Back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Addresses.0.No ?><p class="lead"><?cs var:Lang.Addresses.Lead ?></p>
<?cs each:one = Addresses ?><section class="card"><h2><?cs var:one.Recipient ?></h2><p><?cs var:one.Phone ?></p><p class="book"><?cs var:one.Address ?></p>
<p class="small soft"><?cs var:Lang.Addresses.Used ?> <time datetime="<?cs var:one.Used.Iso ?>"><?cs var:one.Used ?></time></p>
<form method="post" action="/addresses/<?cs var:one.No ?>/forget"><?cs call:csrf() ?><button type="submit" class="link"><?cs call:icon("trash") ?><?cs var:Lang.Addresses.Forget ?> <span class="hidden"><?cs var:one.Recipient ?></span></button></form></section>
<?cs /each ?><?cs else ?><div class="card"><?cs call:empty("mountains", Lang.Addresses.EmptyTitle, Lang.Addresses.EmptyText, "/catalogue", Lang.Addresses.EmptyLink) ?></div>
<?cs /if ?>
