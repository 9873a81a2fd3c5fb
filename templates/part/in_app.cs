<?cs # part/in_app.cs: InApp, set within another app's browser, which keeps no files; the page includes part/icon.cs. ?><?cs
def:in_app() ?><?cs if:InApp ?><div class="status status-note no-print" id="in-app"><?cs call:icon("info-circle") ?><div><?cs var:Lang.Common.InApp ?></div></div>
<?cs /if ?><?cs /def ?>