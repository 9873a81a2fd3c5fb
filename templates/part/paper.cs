<?cs # part/paper.cs: call:paper(words) shows a paper of the language files:
     Title Lead Short.N S.N.{Title,P.N}. ?><?cs
def:paper(words) ?><article class="card paper"><h1><?cs var:words.Title ?></h1>
<p class="soft"><?cs var:Version ?></p>
<p><?cs var:words.Lead ?></p>
<h2><?cs var:Lang.Paper.InShort ?></h2>
<ul><?cs each:line = words.Short ?><li><?cs var:line ?></li>
<?cs /each ?></ul>
<?cs each:section = words.S ?><h2><?cs var:section.Title ?></h2>
<?cs each:line = section.P ?><p><?cs var:line ?></p>
<?cs /each ?><?cs /each ?></article><?cs /def ?>
