<?cs # people.cs needs: Personal Corporate HolderHere; People.N.{Id,Name,Address,Holder,You,Invited,MaySpend,Managed}; Form.{name,login,may_spend}; Error.*; Csrf; Lang.People.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.People.Title ?></h1>
<p class="lead"><?cs if:Personal ?><?cs var:Lang.People.LeadPersonal ?><?cs elif:Corporate ?><?cs var:Lang.People.LeadCorporate ?><?cs else ?><?cs var:Lang.People.LeadFamily ?><?cs /if ?></p>
<ul class="rows">
<?cs each:person = People ?><li class="row"><div class="row-link account-person"><span class="row-what"><?cs var:person.Name ?> <?cs if:person.You ?><span class="badge"><?cs var:Lang.People.You ?></span><?cs /if ?> <?cs if:person.Holder ?><span class="badge badge-good"><?cs var:Lang.People.Holder ?></span><?cs elif:person.Invited ?><span class="badge badge-wait"><?cs var:Lang.People.Waits ?></span><?cs /if ?></span>
<span class="row-note"><?cs if:person.Address ?><?cs var:person.Address ?> · <?cs /if ?><?cs if:person.MaySpend ?><?cs var:Lang.People.MaySpend ?><?cs else ?><?cs var:Lang.People.MayNotSpend ?><?cs /if ?></span>
<?cs if:person.Managed ?><div class="account-manage"><form method="post" action="/people/<?cs var:person.Id ?>/spend" novalidate><?cs call:csrf() ?><?cs if:person.MaySpend ?><button type="submit" class="link" name="may" value="0" aria-label="<?cs var:Lang.People.Forbid ?> · <?cs var:person.Name ?>"><?cs var:Lang.People.Forbid ?></button><?cs else ?><button type="submit" class="link" name="may" value="1" aria-label="<?cs var:Lang.People.Allow ?> · <?cs var:person.Name ?>"><?cs var:Lang.People.Allow ?></button><?cs /if ?></form>
<form method="post" action="/people/<?cs var:person.Id ?>/remove" novalidate><?cs call:csrf() ?><button type="submit" class="link is-danger" aria-label="<?cs var:Lang.People.Remove ?> · <?cs var:person.Name ?>"><?cs var:Lang.People.Remove ?></button></form></div><?cs /if ?></div></li>
<?cs /each ?></ul>
<?cs if:HolderHere && Personal ?><form class="card" method="post" action="/people/family" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.People.FamilyTitle ?></h2><p><?cs var:Lang.People.FamilyText ?></p><div class="actions"><?cs call:button(Lang.People.FamilyButton) ?></div></form>
<?cs elif:HolderHere ?><form class="card" method="post" action="/people/invite" novalidate><?cs call:csrf() ?><h2 class="card-title"><?cs var:Lang.People.InviteTitle ?></h2>
<?cs call:field("name", Lang.Account.Name, "", "text", "off") ?>
<?cs call:field("login", Lang.Account.EmailOrPhone, Lang.People.InviteHint, "text", "off") ?>
<?cs call:check("may_spend", Lang.People.InviteSpend, "") ?>
<div class="actions"><?cs call:button(Lang.People.InviteButton) ?></div></form><?cs else ?><p class="small soft"><?cs var:Lang.People.AskHolder ?></p><?cs /if ?>
