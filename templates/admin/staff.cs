<?cs # admin/staff.cs needs: Staff.N.{Id,Name,Email,Role,RoleCode,Blocked,Enrolled,Self,SignedInAt,Partner}; Roles.N.{Value,Text}; Partners.N.{Value,Text}; Made.{Email,Password}; Form.*; Error.*; Csrf; Desk.Manager; Lang.Desk.Staff.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Lang.Desk.Staff.Title ?></h1>
<?cs if:Made.Password ?><div class="status status-good" role="status"><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#check-circle"></use></svg><div><p><?cs var:Lang.Desk.Staff.Made ?> <b><?cs var:Made.Email ?></b></p><p class="desk-secret" id="first-password"><?cs var:Made.Password ?></p><p class="small"><?cs var:Lang.Desk.Staff.MadeNote ?></p></div></div>
<?cs /if ?>
<div class="desk-split"><div>
<section class="table-wrap" tabindex="0" aria-labelledby="people"><table class="table stack">
<caption id="people"><?cs var:Lang.Desk.Staff.Caption ?></caption>
<thead><tr><th scope="col"><?cs var:Lang.Desk.Staff.Name ?></th><th scope="col"><?cs var:Lang.Desk.Staff.Role ?></th><th scope="col"><?cs var:Lang.Desk.Staff.Second ?></th><th scope="col"><?cs var:Lang.Desk.Staff.LastSeen ?></th><?cs if:Desk.Manager ?><th scope="col"><?cs var:Lang.Desk.Staff.Change ?></th><?cs /if ?></tr></thead>
<tbody><?cs each:one = Staff ?><tr>
<th scope="row"><span><?cs var:one.Name ?><br><span class="small soft"><?cs var:one.Email ?></span></span></th>
<td class="nowrap" data-label="<?cs var:Lang.Desk.Staff.Role ?>"><span><?cs var:one.Role ?><?cs if:one.Blocked ?> <span class="badge badge-bad"><?cs var:Lang.Desk.Staff.Blocked ?></span><?cs /if ?></span></td>
<td class="nowrap" data-label="<?cs var:Lang.Desk.Staff.Second ?>"><?cs if:one.Enrolled ?><?cs var:Lang.Desk.Staff.Yes ?><?cs else ?><?cs var:Lang.Desk.Staff.No ?><?cs /if ?></td>
<td data-label="<?cs var:Lang.Desk.Staff.LastSeen ?>"><?cs if:one.SignedInAt ?><time datetime="<?cs var:one.SignedInAt.Iso ?>"><?cs var:one.SignedInAt ?></time><?cs else ?>–<?cs /if ?></td>
<?cs if:Desk.Manager ?><td class="acts"><form class="inline" method="post" action="/admin/staff/<?cs var:one.Id ?>"><?cs call:csrf() ?><select class="input" name="role" aria-label="<?cs var:Lang.Desk.Staff.Role ?>: <?cs var:one.Name ?>"><?cs each:role = Roles ?><option value="<?cs var:role.Value ?>"<?cs if:role.Value == one.RoleCode ?> selected<?cs /if ?>><?cs var:role.Text ?></option><?cs /each ?></select> <select class="input" name="partner" aria-label="<?cs var:Lang.Desk.Staff.Partner ?>: <?cs var:one.Name ?>"><?cs each:partner = Partners ?><option value="<?cs var:partner.Value ?>"<?cs if:partner.Value == one.Partner ?> selected<?cs /if ?>><?cs var:partner.Text ?></option><?cs /each ?></select> <button type="submit" class="button-plain button-small"><?cs var:Lang.Desk.Staff.Save ?></button></form><?cs if:!one.Self ?>
<form method="post" action="/admin/staff/<?cs var:one.Id ?>"><?cs call:csrf() ?><button type="submit" class="button-plain button-small<?cs if:!one.Blocked ?> is-danger<?cs /if ?>" name="state" value="<?cs if:one.Blocked ?>active<?cs else ?>blocked<?cs /if ?>"><?cs if:one.Blocked ?><?cs var:Lang.Desk.Staff.Unblock ?><?cs else ?><?cs var:Lang.Desk.Staff.Block ?><?cs /if ?><span class="hidden"> <?cs var:one.Name ?></span></button></form>
<form method="post" action="/admin/staff/<?cs var:one.Id ?>/reset"><?cs call:csrf() ?><button type="submit" class="button-plain button-small"><?cs var:Lang.Desk.Staff.Reset ?><span class="hidden"> <?cs var:one.Name ?></span></button></form><?cs /if ?></td><?cs /if ?></tr>
<?cs /each ?></tbody></table></section>
</div><?cs if:Desk.Manager ?><div>
<form class="card" method="post" action="/admin/staff" novalidate><h2 class="card-title"><?cs var:Lang.Desk.Staff.Add ?></h2>
<?cs call:csrf() ?>
<?cs call:field("email", Lang.Desk.SignIn.Email, "", "email", "off") ?>
<?cs call:field("name", Lang.Desk.Staff.Name, "", "text", "off") ?>
<?cs call:select("role", Lang.Desk.Staff.Role, Lang.Desk.Staff.RoleHint, Roles) ?>
<?cs call:select("partner", Lang.Desk.Staff.Partner, Lang.Desk.Staff.PartnerHint, Partners) ?>
<div class="actions"><?cs call:button(Lang.Desk.Staff.AddGo) ?></div>
</form>
</div><?cs /if ?></div>
