<?cs # changes.cs needs: Page.Title; First; Versions.N.{From,Day.Iso,Same,Changes.N.{Kind,Word,About,Before,After}}; Lang.Changes.* Lang.Programme.Title ?><?cs include!"part/empty.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/programme"><?cs call:icon("arrow-left") ?><?cs var:Lang.Programme.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Changes.Lead ?></p>
<?cs if:!Versions.0.From ?><div class="card"><?cs call:empty("mountains", Lang.Changes.NoneTitle, Lang.Changes.NoneText, "/programme", Lang.Changes.Now) ?></div><?cs /if ?>
<?cs each:version = Versions ?><section class="card"><h2><time datetime="<?cs var:version.Day.Iso ?>"><?cs var:version.From ?></time></h2>
<?cs if:version.Same ?><p><?cs var:Lang.Changes.Same ?></p><?cs /if ?><ul class="changes"><?cs each:change = version.Changes ?><li><p><span class="badge<?cs if:change.Kind == "added" ?> badge-good<?cs elif:change.Kind == "removed" ?> badge-bad<?cs /if ?>"><?cs var:change.Word ?></span> <b><?cs var:change.About ?></b></p>
<?cs if:change.Before ?><p><span class="soft"><?cs var:Lang.Changes.Before ?></span> <del><?cs var:change.Before ?></del></p><?cs /if ?><?cs if:change.After ?><p><?cs if:change.Before ?><span class="soft"><?cs var:Lang.Changes.After ?></span> <?cs /if ?><ins><?cs var:change.After ?></ins></p><?cs /if ?></li>
<?cs /each ?></ul></section>
<?cs /each ?><section class="card"><h2><?cs var:Lang.Changes.First ?></h2><p><?cs var:First ?></p></section>
