<?cs # admin/gallery.cs needs: Entries.N.{Id,Title,Event,EventId,MemberNo,Made}; Cut; Lang.AdminGallery.* ?>
<h1><?cs var:Lang.AdminGallery.Title ?></h1>
<p class="lead"><?cs var:Lang.AdminGallery.Lead ?></p>
<?cs if:Cut ?><p class="status status-note"><?cs var:Lang.AdminGallery.Cut ?></p>
<?cs /if ?><?cs if:Entries.0.Id ?><div class="table-wrap"><table class="table stack"><caption class="hidden"><?cs var:Lang.AdminGallery.Title ?></caption><thead><tr><th scope="col"><?cs var:Lang.AdminGallery.Entry ?></th><th scope="col"><?cs var:Lang.AdminGallery.Member ?></th><th scope="col"><?cs var:Lang.AdminGallery.Event ?></th><th scope="col"><?cs var:Lang.AdminGallery.Made ?></th></tr></thead><tbody><?cs each:row = Entries ?><tr><th scope="row"><a href="/admin/gallery/<?cs var:row.Id ?>"><?cs var:row.Title ?></a></th><td data-label="<?cs var:Lang.AdminGallery.Member ?>"><?cs var:row.MemberNo ?></td><td data-label="<?cs var:Lang.AdminGallery.Event ?>"><a href="/admin/events/<?cs var:row.EventId ?>/gallery"><?cs var:row.Event ?></a></td><td data-label="<?cs var:Lang.AdminGallery.Made ?>"><time datetime="<?cs var:row.Made.Iso ?>"><?cs var:row.Made ?></time></td></tr>
<?cs /each ?></tbody></table></div>
<?cs else ?><div class="card"><p><?cs var:Lang.AdminGallery.None ?></p></div><?cs /if ?>
