<?cs # admin/audit.cs needs: People.N.{Value,Text,Chosen}; Form.member; Error.member; Lines.N.{At,Who,Action,Member,Subject,Detail}; Older Later; Lang.Desk.Audit.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Desk.Audit.Title ?></h1>
<form class="filters" method="get" action="/admin/audit">
<div class="field"><label class="label" for="staff"><?cs var:Lang.Desk.Audit.Who ?></label><select class="input" id="staff" name="staff"><option value=""><?cs var:Lang.Desk.Audit.All ?></option><?cs each:one = People ?><option value="<?cs var:one.Value ?>"<?cs if:one.Chosen ?> selected<?cs /if ?>><?cs var:one.Text ?></option><?cs /each ?></select></div>
<?cs call:field("member", Lang.Desk.Audit.Member, "", "text", "off") ?>
<button type="submit" class="button button-small"><?cs var:Lang.Desk.Audit.Filter ?></button>
</form>
<?cs if:Lines.0.Who ?><section class="table-wrap" tabindex="0" aria-labelledby="log"><table class="table stack">
<caption id="log"><?cs var:Lang.Desk.Audit.Caption ?></caption>
<thead><tr><th scope="col"><?cs var:Lang.Desk.Audit.At ?></th><th scope="col"><?cs var:Lang.Desk.Audit.Who ?></th><th scope="col"><?cs var:Lang.Desk.Audit.What ?></th><th scope="col"><?cs var:Lang.Desk.Audit.Member ?></th><th scope="col"><?cs var:Lang.Desk.Audit.Subject ?></th><th scope="col"><?cs var:Lang.Desk.Audit.Detail ?></th></tr></thead>
<tbody><?cs each:line = Lines ?><tr><th scope="row"><time datetime="<?cs var:line.At.Iso ?>"><?cs var:line.At ?></time></th><td data-label="<?cs var:Lang.Desk.Audit.Who ?>"><?cs var:line.Who ?></td><td data-label="<?cs var:Lang.Desk.Audit.What ?>"><?cs var:line.Action ?></td><td<?cs if:line.Member ?> data-label="<?cs var:Lang.Desk.Audit.Member ?>"<?cs /if ?>><?cs var:line.Member ?></td><td<?cs if:line.Subject ?> data-label="<?cs var:Lang.Desk.Audit.Subject ?>"<?cs /if ?>><?cs var:line.Subject ?></td><td<?cs if:line.Detail ?> data-label="<?cs var:Lang.Desk.Audit.Detail ?>"<?cs /if ?>><?cs var:line.Detail ?></td></tr>
<?cs /each ?></tbody></table></section>
<?cs elif:!Errors.0.Text ?><p class="card"><?cs var:Lang.Desk.Audit.Nothing ?></p>
<?cs /if ?>
<?cs if:Older ?><nav class="pager" aria-label="<?cs var:Lang.Desk.Audit.Pages ?>"><?cs if:Later ?><a class="pager-prev" href="/admin/audit"><?cs var:Lang.Desk.Audit.Newest ?></a><?cs /if ?><a class="pager-next" href="<?cs var:Older ?>"><?cs var:Lang.Desk.Audit.Older ?></a></nav><?cs elif:Later ?><nav class="pager" aria-label="<?cs var:Lang.Desk.Audit.Pages ?>"><a class="pager-prev" href="/admin/audit"><?cs var:Lang.Desk.Audit.Newest ?></a></nav><?cs /if ?>
