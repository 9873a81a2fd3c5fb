<?cs # profile_data.cs needs: Parts.N.{Word,Title,Count,More,Columns.N.Name,Rows.N.Cells.N.{Label,Text,Text.Iso}}; AsOf; Lang.{Account,MyData}.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/in_app.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.MyData.Title ?></h1>
<p class="lead"><?cs var:Lang.MyData.Lead ?></p>
<?cs call:in_app() ?><p class="actions"><a class="button button-plain" href="/profile/data.csv" download><?cs call:icon("download") ?> <?cs var:Lang.MyData.Csv ?></a> <a class="button button-plain" href="/profile/data.json" download><?cs call:icon("download") ?> <?cs var:Lang.MyData.Json ?></a></p>
<?cs each:part = Parts ?><details class="card fold"><summary><?cs var:part.Title ?> <span class="badge"><?cs var:part.Count ?></span></summary>
<?cs if:part.Rows.0.Cells.0.Label ?><section class="table-wrap my-data" tabindex="0" aria-label="<?cs var:part.Title ?>"><table class="table stack"><thead><tr><?cs each:column = part.Columns ?><th scope="col"><?cs var:column.Name ?></th><?cs /each ?></tr></thead><tbody>
<?cs each:row = part.Rows ?><tr><?cs each:cell = row.Cells ?><td data-label="<?cs var:cell.Label ?>"><?cs if:cell.Text.Iso ?><time datetime="<?cs var:cell.Text.Iso ?>"><?cs var:cell.Text ?></time><?cs elif:cell.Text ?><?cs var:cell.Text ?><?cs else ?>–<?cs /if ?></td><?cs /each ?></tr>
<?cs /each ?></tbody></table></section><?cs else ?><p><?cs var:Lang.MyData.None ?></p><?cs /if ?>
<?cs if:part.More ?><p class="small"><?cs var:part.More ?></p><?cs /if ?></details>
<?cs /each ?>
<p class="small"><?cs var:Lang.MyData.AsOf ?> <time datetime="<?cs var:AsOf.Iso ?>"><?cs var:AsOf ?></time></p>
<p class="small"><?cs var:Lang.MyData.Wrong ?> <a href="/profile"><?cs var:Lang.MyData.Mend ?></a> · <a href="/profile/delete"><?cs var:Lang.Delete.Title ?></a></p>
