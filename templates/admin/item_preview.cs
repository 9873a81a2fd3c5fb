<?cs # admin/item_preview.cs needs: Item State Category Live; Zh En .{Name,Text,Returns}; Tiers.N.{Name,Cost,Locked,Opens}; Picture Art Static.Art; Lang.AdminCatalogue.* Lang.Common.Points ?><?cs include!"part/icon.cs" ?><?cs
def:told(words, lang, label) ?><section class="card" lang="<?cs var:lang ?>" aria-label="<?cs var:label ?>"><p class="small soft"><?cs var:label ?></p><h2><?cs var:words.Name ?></h2><p class="claim-text"><?cs var:words.Text ?></p><?cs if:words.Returns ?><p class="small soft"><?cs var:words.Returns ?></p><?cs /if ?></section><?cs /def ?>
<p class="crumb"><a href="/admin/catalogue/<?cs var:url_escape(Item) ?>"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminCatalogue.BackToItem ?></a></p>
<div class="desk-head"><h1><?cs var:Page.Title ?></h1><?cs if:Live ?><a href="/catalogue/<?cs var:url_escape(Item) ?>"><?cs var:Lang.AdminCatalogue.MembersPage ?></a><?cs /if ?></div>
<p><span class="badge"><?cs var:State ?></span> <?cs var:Category ?></p>
<div class="desk-split"><div>
<?cs call:told(Zh, "zh-CN", Lang.AdminCatalogue.InChinese) ?>
<?cs call:told(En, "en", Lang.AdminCatalogue.InEnglish) ?>
</div><div>
<div class="desk-picture"><?cs if:Picture ?><img src="/admin/catalogue/<?cs var:url_escape(Item) ?>/picture?v=<?cs var:Picture ?>" width="480" height="360" alt="<?cs var:Lang.AdminCatalogue.PictureAlt ?>"><?cs else ?><svg class="item-art" viewBox="0 0 96 72" role="img" aria-label="<?cs var:Lang.AdminCatalogue.ArtAlt ?>"><use href="<?cs var:Static.Art ?>#<?cs var:Art ?>"></use></svg><?cs /if ?></div>
<div class="table-wrap"><table class="table"><caption><?cs var:Lang.AdminCatalogue.CostToday ?></caption><thead><tr><th scope="col"><?cs var:Lang.AdminCatalogue.Tier ?></th><th scope="col" class="num"><?cs var:Lang.AdminCatalogue.F.cost_points ?></th><th scope="col"><?cs var:Lang.AdminCatalogue.Opens ?></th></tr></thead><tbody><?cs each:tier = Tiers ?><tr<?cs if:tier.Locked ?> class="is-quiet"<?cs /if ?>><th scope="row"><?cs var:tier.Name ?></th><td class="num"><?cs var:tier.Cost ?></td><td><?cs if:tier.Locked ?><?cs var:Lang.AdminCatalogue.Locked ?><?cs elif:tier.Opens ?><time datetime="<?cs var:tier.Opens.Iso ?>"><?cs var:tier.Opens ?></time><?cs else ?><?cs var:Lang.AdminCatalogue.OpenNow ?><?cs /if ?></td></tr><?cs /each ?></tbody></table></div>
</div></div>
