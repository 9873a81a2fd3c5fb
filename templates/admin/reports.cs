<?cs # admin/reports.cs needs: Page.Title; Reports.N.{Href,Title,Text} ?>
<h1><?cs var:Page.Title ?></h1>
<ul class="report-list">
<?cs each:report = Reports ?><li class="card"><h2><a href="<?cs var:report.Href ?>"><?cs var:report.Title ?></a></h2><p><?cs var:report.Text ?></p></li>
<?cs /each ?></ul>
