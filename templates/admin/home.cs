<?cs # admin/home.cs needs: Lang.Desk.Home.* ?>
<h1><?cs var:Lang.Desk.Home.Title ?></h1>
