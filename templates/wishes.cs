<?cs # wishes.cs needs: Page.Title; Items.N.{Id,Name,Cost,Was,Note,Look,Art,Picture,Wish,Wished}; Csrf Back Static.Art; Lang.{Wishes,Catalogue}.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/item.cs" ?>
<p class="crumb"><a href="/catalogue"><?cs call:icon("arrow-left") ?><?cs var:Lang.Catalogue.Back ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:Items.0.Id ?><p class="lead"><?cs var:Lang.Wishes.Lead ?></p>
<h2 class="hidden"><?cs var:Lang.Wishes.List ?></h2>
<ul class="tiles shop-tiles"><?cs each:item = Items ?><?cs call:item_tile(item) ?><?cs /each ?></ul>
<?cs call:item_wish() ?>
<?cs else ?><div class="card"><?cs call:empty("plane", Lang.Wishes.EmptyTitle, Lang.Wishes.EmptyText, "/catalogue", Lang.Wishes.EmptyLink) ?></div>
<?cs /if ?>
