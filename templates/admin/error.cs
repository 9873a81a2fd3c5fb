<?cs # admin/error.cs needs: Page.Title; Problem.{Text,Ours,Number}; Lang.Problem.* Lang.Desk.* ?>
<div class="card">
<h1><?cs var:Page.Title ?></h1>
<p><?cs var:Problem.Text ?></p>
<p><a class="button" href="/admin/"><?cs var:Lang.Desk.BackHome ?></a></p>
<?cs if:Problem.Number ?><p class="small"><?cs var:Problem.Number ?></p><?cs /if ?>
</div>
