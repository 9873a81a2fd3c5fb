<?cs # part/stop.cs: Stop, the words members read while all spending is stopped; the page includes part/icon.cs. ?><?cs
def:stop_banner() ?><?cs if:Stop ?><div class="status status-note" id="stopped"><?cs call:icon("info-circle") ?><div><strong><?cs var:Lang.Stops.Title ?></strong><p><?cs var:Stop ?></p></div></div>
<?cs /if ?><?cs /def ?>
