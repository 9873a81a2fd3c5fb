<?cs # admin/help.cs needs: Page.Title; Desk.Role; Plan; Sections.N.{Group,Title,Anchor,Pages.N.{Path,Link,Acts,Text}}; Rules.N.{Code,Title,Lines.N.Text}; DeskRules.N.Text; Lang.Handbook.* ?><?cs include!"part/icon.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<p><?cs var:Lang.Handbook.Lead ?> <b><?cs var:Desk.Role ?></b></p>
<nav class="chips" aria-label="<?cs var:Lang.Handbook.Contents ?>"><ul><li><a class="chip" href="#rules"><?cs var:Lang.Handbook.Rules ?></a></li><li><a class="chip" href="#training"><?cs var:Lang.Handbook.Training ?></a></li><?cs each:section = Sections ?><?cs if:section.Title ?><li><a class="chip" href="#<?cs var:section.Anchor ?>"><?cs var:section.Title ?></a></li><?cs /if ?><?cs /each ?></ul></nav>
<h2><?cs var:Lang.Handbook.PagesTitle ?></h2>
<?cs each:section = Sections ?><?cs if:section.Title ?><section class="table-wrap" tabindex="0" aria-labelledby="<?cs var:section.Anchor ?>"><table class="table stack"><caption id="<?cs var:section.Anchor ?>"><?cs if:section.Group ?><?cs var:section.Group ?> · <?cs /if ?><?cs var:section.Title ?></caption><thead><tr><th scope="col"><?cs var:Lang.Handbook.Address ?></th><th scope="col"><?cs var:Lang.Handbook.For ?></th></tr></thead><tbody><?cs each:row = section.Pages ?><tr><th scope="row"><?cs if:row.Link ?><a href="<?cs var:row.Path ?>"><?cs var:row.Path ?></a><?cs else ?><?cs var:row.Path ?><?cs /if ?></th><td data-label="<?cs var:Lang.Handbook.For ?>"><span><?cs var:row.Text ?><?cs if:row.Acts ?> <span class="badge badge-quiet"><?cs var:Lang.Handbook.Acts ?></span><?cs /if ?></span></td></tr>
<?cs /each ?></tbody></table></section>
<?cs /if ?><?cs /each ?><h2 id="rules"><?cs var:Lang.Handbook.Rules ?></h2>
<p><?cs var:Plan ?></p>
<?cs each:section = Rules ?><?cs if:section.Title ?><section class="card" aria-labelledby="rules-<?cs var:section.Code ?>"><h3 id="rules-<?cs var:section.Code ?>"><?cs var:section.Title ?></h3>
<ul class="points"><?cs each:line = section.Lines ?><li><?cs var:line.Text ?></li>
<?cs /each ?></ul></section>
<?cs /if ?><?cs /each ?><section class="card" aria-labelledby="rules-desk"><h3 id="rules-desk"><?cs var:Lang.Handbook.DeskRules ?></h3>
<ul class="points"><?cs each:line = DeskRules ?><li><?cs var:line.Text ?></li>
<?cs /each ?></ul></section>
<section class="card" aria-labelledby="training"><h2 id="training"><?cs var:Lang.Handbook.Training ?></h2>
<p><?cs var:Lang.Handbook.TrainingText ?></p>
<p><code>DEMO=1 make run</code></p>
<p><?cs var:Lang.Handbook.TrainingWho ?></p></section>
