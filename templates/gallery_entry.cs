<?cs # gallery_entry.cs needs: Page.Title; Event.{Id,Name} Phase; Entry.{Id,Title,Text,Who,Votes,State,Look,Reason,Own,Voted,Width,Height}; MayVote Moves MayWithdraw; Csrf; Lang.Gallery.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/events/<?cs var:url_escape(Event.Id) ?>/gallery"><?cs call:icon("arrow-left") ?><?cs var:Event.Name ?></a></p>
<h1><?cs var:Entry.Title ?></h1>
<p class="soft"><?cs var:Entry.Who ?> · <data class="gallery-votes" value="<?cs var:Entry.Votes.Value ?>"><?cs var:Entry.Votes ?></data> <?cs var:Lang.Gallery.Votes ?><?cs if:Entry.Own ?> · <span class="badge badge-<?cs var:Entry.Look ?>"><?cs var:Entry.State ?></span><?cs /if ?></p>
<?cs if:Entry.Reason ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><?cs var:Entry.Reason ?></div></div>
<?cs /if ?><img class="gallery-photo" src="/events/<?cs var:url_escape(Event.Id) ?>/gallery/<?cs var:Entry.Id ?>/picture" width="<?cs var:Entry.Width ?>" height="<?cs var:Entry.Height ?>" alt="<?cs var:Lang.Gallery.PictureAlt ?> <?cs var:Entry.Title ?>">
<?cs if:Entry.Text ?><p class="gallery-text"><?cs var:Entry.Text ?></p>
<?cs /if ?><?cs if:MayVote ?><form method="post" action="/events/<?cs var:url_escape(Event.Id) ?>/gallery/<?cs var:Entry.Id ?>/vote"><?cs call:csrf() ?><p class="actions"><button type="submit" class="button"><?cs call:icon("heart") ?><?cs if:Moves ?><?cs var:Lang.Gallery.VoteMove ?><?cs else ?><?cs var:Lang.Gallery.Vote ?><?cs /if ?></button></p></form>
<?cs elif:Entry.Voted ?><p><?cs call:icon("heart-fill") ?> <?cs var:Lang.Gallery.Voted ?></p>
<?cs /if ?><?cs if:MayWithdraw ?><form method="post" action="/events/<?cs var:url_escape(Event.Id) ?>/gallery/<?cs var:Entry.Id ?>/withdraw"><?cs call:csrf() ?><p class="actions"><button type="submit" class="button button-plain"><?cs var:Lang.Gallery.Withdraw ?></button></p></form><?cs /if ?>
