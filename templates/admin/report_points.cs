<?cs # admin/report_points.cs needs: Page.Title; what part/report.cs needs; HasReport Balances; Flaws.N.Text; Words.{Moved,Stood}; Lines.N.{Key,Name,What,Value,Before,Change,Total}; Columns.N.Name NetName; Sources.N Tiers.N Categories.N Days.N with Name Flawed Cells.N.{Label,Text,None,Sum}; ByMonth HasChart Chart.*; Now.{Available,Pending,Held,Debt,Members}; AsOf; Csv.{Day,Source,Tier,Category} Xlsx Compare; Lang.Reports.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/in_app.cs" ?><?cs include!"part/chart.cs" ?><?cs include!"part/report.cs" ?><?cs

def:_head(first, last) ?><thead><tr><th scope="col"><?cs var:first ?></th><?cs each:column = Columns ?><?cs if:last(column) && last ?><th scope="col" class="num"><?cs var:last ?></th><?cs else ?><th scope="col" class="num"><?cs var:column.Name ?></th><?cs /if ?><?cs /each ?></tr></thead><?cs /def ?><?cs

def:_cells(row) ?><?cs each:cell = row.Cells ?><td class="num<?cs if:cell.None ?> is-none<?cs /if ?><?cs if:cell.Sum ?> is-sum<?cs /if ?>" data-label="<?cs var:cell.Label ?>"><data value="<?cs var:cell.Text.Value ?>"><?cs var:cell.Text ?></data></td><?cs /each ?><?cs /def ?><?cs

def:_csv(href) ?><a class="report-csv no-print" href="<?cs var:href ?>" download><?cs call:icon("download") ?> <?cs var:Lang.Reports.Csv ?></a><?cs /def ?>
<h1><?cs var:Page.Title ?><span class="report-period"><?cs var:Period.Name ?></span></h1>
<?cs call:period_choice() ?><?cs call:in_app() ?>
<?cs if:HasReport ?><?cs if:Balances ?><div class="status status-good report-proof"><?cs call:icon("check-circle") ?><div><?cs var:Lang.Reports.Points.Balances ?></div></div><?cs
else ?><section class="status status-bad report-proof" aria-labelledby="flaws" role="alert"><?cs call:icon("exclamation-triangle") ?><div><h2 id="flaws"><?cs var:Lang.Reports.Points.DoesNot ?></h2><ul>
<?cs each:flaw = Flaws ?><li><?cs var:flaw.Text ?></li>
<?cs /each ?></ul><p><?cs var:Lang.Reports.Points.DoesNotDo ?></p></div></section><?cs /if ?>
<?cs if:Compare && Balances ?><p class="report-none"><?cs var:Lang.Reports.Points.NotCompared ?> <a class="no-print" href="<?cs var:Compare ?>"><?cs var:Lang.Reports.Points.Compare ?></a></p><?cs /if ?>
<section class="card report" aria-labelledby="books"><h2 id="books"><?cs var:Lang.Reports.Points.Books ?></h2>
<p class="report-words"><?cs var:Words.Moved ?> <?cs var:Words.Stood ?></p>
<table class="table stack report-books"><caption><?cs var:Lang.Reports.Compared ?> <?cs var:Period.Before ?><?cs if:Period.Running ?> · <?cs var:Lang.Reports.Running ?><?cs /if ?></caption><thead><tr><th scope="col"><?cs var:Lang.Reports.Figure ?></th><th scope="col" class="num"><?cs var:Lang.Reports.Value ?></th><th scope="col" class="num"><?cs var:Lang.Reports.Before ?></th><th scope="col" class="num"><?cs var:Lang.Reports.Change ?></th><th scope="col"><?cs var:Lang.Reports.Means ?></th></tr></thead><tbody>
<?cs each:line = Lines ?><tr<?cs if:line.Total ?> class="is-total"<?cs /if ?>><th scope="row"><?cs var:line.Name ?></th><td class="num" data-label="<?cs var:Lang.Reports.Value ?>"><data class="report-<?cs var:line.Key ?>" value="<?cs var:line.Value.Value ?>"><?cs var:line.Value ?></data></td><td class="num" data-label="<?cs var:Lang.Reports.Before ?>"><data value="<?cs var:line.Before.Value ?>"><?cs var:line.Before ?></data></td><td class="num" data-label="<?cs var:Lang.Reports.Change ?>"><data value="<?cs var:line.Change.Value ?>"><?cs var:line.Change ?></data></td><td class="report-what"><?cs var:line.What ?></td></tr>
<?cs /each ?></tbody></table></section>
<div class="card report"><div class="section-head"><h2 id="days"><?cs if:ByMonth ?><?cs var:Lang.Reports.Points.ByMonth ?><?cs else ?><?cs var:Lang.Reports.Points.ByDay ?><?cs /if ?></h2><?cs call:_csv(Csv.Day) ?></div>
<?cs if:HasChart ?><?cs call:chart(Chart) ?><?cs /if ?>
<?cs if:Days.0.Name ?><section class="table-wrap" tabindex="0" aria-labelledby="days"><table class="table stack report-table"><caption><?cs if:ByMonth ?><?cs var:Lang.Reports.Points.MonthsNote ?><?cs else ?><?cs var:Lang.Reports.Points.DaysNote ?><?cs /if ?></caption><?cs if:ByMonth ?><?cs call:_head(Lang.Reports.MonthHead, "") ?><?cs else ?><?cs call:_head(Lang.Reports.Day, "") ?><?cs /if ?><tbody>
<?cs each:row = Days ?><tr<?cs if:row.Flawed ?> class="is-flawed"<?cs /if ?>><th scope="row"><time datetime="<?cs var:row.Name.Iso ?>"><?cs var:row.Name ?></time><?cs if:row.Flawed ?> <span class="badge badge-bad"><?cs var:Lang.Reports.Flawed ?></span><?cs /if ?></th><?cs call:_cells(row) ?></tr>
<?cs /each ?></tbody></table></section><?cs else ?><p class="report-none"><?cs var:Lang.Reports.Points.None ?></p><?cs /if ?></div>
<?cs if:Sources.0.Name ?><div class="card report"><div class="section-head"><h2 id="sources"><?cs var:Lang.Reports.Points.BySource ?></h2><?cs call:_csv(Csv.Source) ?></div>
<section class="table-wrap" tabindex="0" aria-labelledby="sources"><table class="table stack report-table"><caption><?cs var:Lang.Reports.Points.SourceNote ?></caption><?cs call:_head(Lang.Reports.Source, NetName) ?><tbody>
<?cs each:row = Sources ?><tr><th scope="row"><?cs var:row.Name ?></th><?cs call:_cells(row) ?></tr>
<?cs /each ?></tbody></table></section></div><?cs /if ?>
<?cs if:Tiers.0.Name ?><div class="card report"><div class="section-head"><h2 id="tiers"><?cs var:Lang.Reports.Points.ByTier ?></h2><?cs call:_csv(Csv.Tier) ?></div>
<section class="table-wrap" tabindex="0" aria-labelledby="tiers"><table class="table stack report-table"><caption><?cs var:Lang.Reports.Points.TierNote ?></caption><?cs call:_head(Lang.Reports.Tier, NetName) ?><tbody>
<?cs each:row = Tiers ?><tr><th scope="row"><?cs var:row.Name ?></th><?cs call:_cells(row) ?></tr>
<?cs /each ?></tbody></table></section></div><?cs /if ?>
<?cs if:Categories.0.Name ?><div class="card report"><div class="section-head"><h2 id="categories"><?cs var:Lang.Reports.Points.ByCategory ?></h2><?cs call:_csv(Csv.Category) ?></div>
<section class="table-wrap" tabindex="0" aria-labelledby="categories"><table class="table stack report-table"><caption><?cs var:Lang.Reports.Points.CategoryNote ?></caption><?cs call:_head(Lang.Reports.Category, NetName) ?><tbody>
<?cs each:row = Categories ?><tr><th scope="row"><?cs var:row.Name ?></th><?cs call:_cells(row) ?></tr>
<?cs /each ?></tbody></table></section></div><?cs /if ?>
<section class="card report" aria-labelledby="now"><h2 id="now"><?cs var:Lang.Reports.Points.Now ?></h2>
<p class="report-words"><?cs var:Lang.Reports.Points.NowNote ?></p>
<dl class="facts"><div><dt><?cs var:Lang.Reports.Points.Available ?></dt><dd><data class="now-available" value="<?cs var:Now.Available.Value ?>"><?cs var:Now.Available ?></data></dd></div><div><dt><?cs var:Lang.Reports.Points.Pending ?></dt><dd><data class="now-pending" value="<?cs var:Now.Pending.Value ?>"><?cs var:Now.Pending ?></data></dd></div><div><dt><?cs var:Lang.Reports.Points.Debt ?></dt><dd><data class="now-debt" value="<?cs var:Now.Debt.Value ?>"><?cs var:Now.Debt ?></data></dd></div><div><dt><?cs var:Lang.Reports.Points.Held ?></dt><dd><data class="now-held" value="<?cs var:Now.Held.Value ?>"><?cs var:Now.Held ?></data></dd></div><div><dt><?cs var:Lang.Reports.Points.Members ?></dt><dd><data class="now-members" value="<?cs var:Now.Members.Value ?>"><?cs var:Now.Members ?></data></dd></div></dl></section>
<p class="report-asof"><?cs var:Lang.Reports.AsOf ?> <time datetime="<?cs var:AsOf.Iso ?>"><?cs var:AsOf ?></time> · <?cs var:Lang.Reports.Points.DayMeans ?> <a class="report-csv no-print" href="<?cs var:Xlsx ?>" download><?cs call:icon("download") ?> <?cs var:Lang.Reports.Xlsx ?></a></p>
<?cs /if ?>
