<?cs # admin/home.cs needs: Now; Lines.N.{Count,Text,Note,Late,Url,Go}; Fine.N.Text; OnTheWay; Desk.Name; Lang.Desk.Home.* ?>
<div class="desk-head"><h1><?cs var:Lang.Desk.Home.Title ?></h1><p class="soft"><time datetime="<?cs var:Now.Iso ?>"><?cs var:Now ?></time></p></div>
<?cs if:Lines.0.Text ?><ul class="today">
<?cs each:line = Lines ?><li class="today-line<?cs if:line.Late ?> is-late<?cs /if ?>"><data class="today-count" value="<?cs var:line.Count.Value ?>"><?cs var:line.Count ?></data><span class="today-words"><?cs var:line.Text ?><?cs if:line.Note ?> <span class="small"><?cs var:line.Note ?></span><?cs /if ?></span><?cs if:line.Url ?><a href="<?cs var:line.Url ?>"><?cs var:line.Go ?><span class="hidden"> <?cs var:line.Text ?></span></a><?cs /if ?></li>
<?cs /each ?></ul>
<?cs else ?><div class="status status-good"><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#check-circle"></use></svg><div><?cs var:Lang.Desk.Home.AllFine ?></div></div>
<?cs /if ?>
<?cs if:Fine.0.Text ?><section class="card" aria-labelledby="fine"><h2 id="fine" class="card-title"><?cs var:Lang.Desk.Home.Fine ?></h2>
<ul class="ticks"><?cs each:fine = Fine ?><li><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#check-circle"></use></svg><span><?cs var:fine.Text ?></span></li><?cs /each ?></ul></section>
<?cs /if ?>
