<?cs # part/item.cs: a catalogue item in a list, and its picture. Needs part/icon.cs.
  call:item_picture(item, art, picture)   the uploaded picture, or the drawing
  call:item_tile(item)                    item has Id Name Cost Was Note Look Art
        Picture Wished (page/catalogue.h); hearts belong to the form "wish"
  call:item_hint(item)                    the same without its anchor, where it may
        stand a second time below
  call:item_wish()                        that form; once a page behind its tiles ?><?cs
def:item_picture(id, art, picture) ?><?cs if:picture ?><img class="item-photo" src="/catalogue/<?cs var:url_escape(id) ?>/picture?v=<?cs var:picture ?>" width="480" height="360" alt="" loading="lazy"><?cs else ?><svg class="item-art" viewBox="0 0 96 72" aria-hidden="true"><use href="<?cs var:Static.Art ?>#<?cs var:art ?>"></use></svg><?cs /if ?><?cs /def ?><?cs
def:_item_inside(item) ?><div class="tile-art"><?cs call:item_picture(item.Id, item.Art, item.Picture) ?></div><div class="tile-body"><h3 class="item-name"><a href="/catalogue/<?cs var:url_escape(item.Id) ?>"><?cs var:item.Name ?></a></h3><p class="item-price"><data class="item-cost" value="<?cs var:item.Cost.Value ?>"><?cs var:item.Cost ?></data> <span><?cs var:Lang.Common.Points ?></span><?cs if:item.Was ?> <s class="item-was"><span class="hidden"><?cs var:Lang.Catalogue.Was ?> </span><?cs var:item.Was ?></s><?cs /if ?></p><?cs if:item.Note ?><p class="item-note"><?cs if:item.Look == "locked" ?><?cs call:icon("lock") ?> <?cs /if ?><?cs var:item.Note ?></p><?cs /if ?></div><button class="item-heart" type="submit" form="wish" name="<?cs if:item.Wished ?>remove<?cs else ?>add<?cs /if ?>" value="<?cs var:item.Id ?>"><?cs if:item.Wished ?><?cs call:icon("heart-fill") ?><?cs else ?><?cs call:icon("heart") ?><?cs /if ?><span class="hidden"><?cs var:item.Wish ?></span></button></li>
<?cs /def ?><?cs
def:item_tile(item) ?><li class="tile item<?cs if:item.Look ?> is-<?cs var:item.Look ?><?cs /if ?>" id="i-<?cs var:item.Id ?>"><?cs call:_item_inside(item) ?><?cs /def ?><?cs
def:item_hint(item) ?><li class="tile item<?cs if:item.Look ?> is-<?cs var:item.Look ?><?cs /if ?>"><?cs call:_item_inside(item) ?><?cs /def ?><?cs
def:item_wish() ?><form id="wish" method="post" action="/wishes"><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><input type="hidden" name="back" value="<?cs var:Back ?>"></form><?cs /def ?>
