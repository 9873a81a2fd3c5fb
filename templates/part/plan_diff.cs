<?cs # part/plan_diff.cs: what a draft says otherwise. Behind part/icon.cs.

  call:differences()   Changes.N.{Kind,Word,About,Before,After} in words, then Rows.N.{Path,Before,After}; Same
  call:lost()          Lost.N.Text: what the draft has no more ?><?cs
def:differences() ?><?cs if:Same ?><p><?cs var:Lang.AdminPlan.Same ?></p><?cs else ?><?cs if:Changes.0.Kind ?><ul class="changes"><?cs each:change = Changes ?><li><p><span class="badge<?cs if:change.Kind == "added" ?> badge-good<?cs elif:change.Kind == "removed" ?> badge-bad<?cs /if ?>"><?cs var:change.Word ?></span> <b><?cs var:change.About ?></b></p>
<?cs if:change.Before ?><p><span class="soft"><?cs var:Lang.Changes.Before ?></span> <del><?cs var:change.Before ?></del></p><?cs /if ?><?cs if:change.After ?><p><?cs if:change.Before ?><span class="soft"><?cs var:Lang.Changes.After ?></span> <?cs /if ?><ins><?cs var:change.After ?></ins></p><?cs /if ?></li>
<?cs /each ?></ul><?cs else ?><p><?cs var:Lang.AdminPlan.NoWords ?></p><?cs /if ?>
<details><summary><?cs var:Lang.AdminPlan.RowsTitle ?></summary><div class="table-wrap"><table class="table stack"><caption class="hidden"><?cs var:Lang.AdminPlan.RowsTitle ?></caption><thead><tr><th scope="col"><?cs var:Lang.AdminPlan.Row ?></th><th scope="col"><?cs var:Lang.Changes.Before ?></th><th scope="col"><?cs var:Lang.Changes.After ?></th></tr></thead><tbody><?cs each:row = Rows ?><tr><th scope="row"><code><?cs var:row.Path ?></code></th><td data-label="<?cs var:Lang.Changes.Before ?>"><?cs if:row.Before ?><del><?cs var:row.Before ?></del><?cs else ?>–<?cs /if ?></td><td data-label="<?cs var:Lang.Changes.After ?>"><?cs if:row.After ?><ins><?cs var:row.After ?></ins><?cs else ?>–<?cs /if ?></td></tr>
<?cs /each ?></tbody></table></div></details><?cs /if ?><?cs /def ?><?cs
def:lost() ?><?cs if:Lost.0.Text ?><div class="status status-bad"><?cs call:icon("exclamation-triangle") ?><div><?cs each:one = Lost ?><p><?cs var:one.Text ?></p><?cs /each ?></div></div>
<?cs /if ?><?cs /def ?>
