<?cs # admin/member_contacts.cs needs: No Active Clerk; Contacts.N.{Id,Channel,Day,Note,Staff,Score,Redemption,Due,Late,Waits,Done,Settler}; Full; Channels (N.{Value,Text}); FormId; Form.* Error.*; Csrf; Lang.Contacts.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/contact.cs" ?>
<p class="crumb"><a href="/admin/members/<?cs var:url_escape(No) ?>"><?cs call:icon("arrow-left") ?><?cs var:No ?></a></p>
<h1><?cs var:Lang.Contacts.Title ?></h1>
<div class="desk-split"><div>
<section class="card" aria-labelledby="log-title"><h2 class="card-title" id="log-title"><?cs var:Lang.Contacts.Log ?></h2><?cs if:Contacts.0.Id ?><ul class="case-steps"><?cs each:row = Contacts ?><?cs call:contact(row) ?><?cs /each ?></ul><?cs if:Full ?><p class="small soft"><?cs var:Lang.Contacts.Full ?></p><?cs /if ?><?cs else ?><p class="small soft"><?cs var:Lang.Contacts.None ?></p><?cs /if ?></section>
</div><div>
<?cs if:Clerk && Active ?><form class="card" method="post" action="/admin/members/<?cs var:url_escape(No) ?>/contacts" novalidate><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>"><h2 class="card-title"><?cs var:Lang.Contacts.New ?></h2><p class="small soft"><?cs var:Lang.Contacts.NewLead ?></p>
<?cs call:select("channel", Lang.Contacts.How, "", Channels) ?>
<?cs call:field("day", Lang.Contacts.Day, "", "date", "off") ?>
<?cs call:area("note", Lang.Contacts.Note, Lang.Contacts.NoteHint) ?>
<?cs call:optional("due_on", Lang.Contacts.Due, Lang.Contacts.DueHint, "date", "off") ?>
<div class="actions"><?cs call:button(Lang.Contacts.NewGo) ?></div></form><?cs /if ?>
</div></div>
