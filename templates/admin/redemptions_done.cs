<?cs # admin/redemptions_done.cs needs: Step Lead None; Rows.N.{No,Fine,Said}; Lang.AdminRedemptions.* ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/redemptions"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminRedemptions.Title ?></a></p>
<h1><?cs var:Step ?></h1>
<?cs if:None ?><p><?cs var:Lang.AdminRedemptions.BulkNone ?></p><?cs else ?><p><?cs var:Lead ?></p>
<div class="table-wrap"><table class="table"><caption class="hidden"><?cs var:Lang.AdminRedemptions.BulkTitle ?></caption><thead><tr><th scope="col"><?cs var:Lang.AdminRedemptions.No ?></th><th scope="col"><?cs var:Lang.AdminRedemptions.Result ?></th></tr></thead><tbody><?cs each:row = Rows ?><tr<?cs if:!row.Fine ?> class="is-late"<?cs /if ?>><th scope="row"><a href="/admin/redemptions/<?cs var:url_escape(row.No) ?>"><?cs var:row.No ?></a></th><td><?cs var:row.Said ?></td></tr><?cs /each ?></tbody></table></div><?cs /if ?>
