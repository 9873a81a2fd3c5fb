<?cs # admin/home.cs needs: Now; Night Asked; Lines.N.{Count,Text,Note,Late,Run,Url,Go}; Fine.N.Text; Csrf; Lang.Desk.Home.* Lang.Desk.Today.* ?><?cs include!"part/icon.cs" ?>
<div class="desk-head"><h1><?cs var:Lang.Desk.Home.Title ?></h1><p class="soft"><time datetime="<?cs var:Now.Iso ?>"><?cs var:Now ?></time></p></div>
<?cs if:Lines.0.Text ?><ul class="today">
<?cs each:line = Lines ?><li class="today-line<?cs if:line.Late ?> is-late<?cs /if ?>"><data class="today-count" value="<?cs var:line.Count.Value ?>"><?cs var:line.Count ?></data><span class="today-words"><?cs var:line.Text ?><?cs if:line.Note ?> <span class="small"><?cs var:line.Note ?></span><?cs /if ?></span><span class="today-go"><?cs if:line.Url ?><a href="<?cs var:line.Url ?>"><?cs var:line.Go ?><span class="hidden"> <?cs var:line.Text ?></span></a><?cs /if ?><?cs if:line.Run && !Asked ?><form method="post" action="/admin/today/nightly"><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><button type="submit" class="button-plain button-small"><?cs var:Lang.Desk.Today.Run ?><span class="hidden"> <?cs var:line.Text ?></span></button></form><?cs elif:line.Run ?><span class="small soft"><?cs var:Lang.Desk.Today.Runs ?></span><?cs /if ?></span></li>
<?cs /each ?></ul>
<?cs else ?><div class="status status-good"><?cs call:icon("check-circle") ?><div><?cs var:Lang.Desk.Home.AllFine ?></div></div>
<?cs /if ?>
<?cs if:Fine.0.Text ?><section class="card" aria-labelledby="fine"><h2 id="fine" class="card-title"><?cs var:Lang.Desk.Home.Fine ?></h2>
<ul class="ticks ticks-wide"><?cs each:fine = Fine ?><li><?cs call:icon("check-circle") ?><span><?cs var:fine.Text ?></span></li><?cs /each ?></ul></section>
<?cs /if ?><p class="small soft"><?cs var:Night ?></p>
