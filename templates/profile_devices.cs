<?cs # profile_devices.cs needs: Devices.N.{Id,Name,Seen,Seen.Iso,Since,Since.Iso,This}; Csrf; Lang.{Account,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Profile.DevicesTitle ?></h1>
<p class="lead"><?cs var:Lang.Profile.DevicesLead ?></p>
<ul class="rows">
<?cs each:device = Devices ?><li class="row"><div class="row-link"><span class="row-what"><?cs var:device.Name ?> <?cs if:device.This ?><span class="badge badge-good"><?cs var:Lang.Profile.ThisDevice ?></span><?cs /if ?></span>
<?cs if:!device.This ?><form class="row-figure" method="post" action="/profile/devices" novalidate><?cs call:csrf() ?><button type="submit" class="link" name="end" value="<?cs var:device.Id ?>" aria-label="<?cs var:Lang.Profile.EndDevice ?> <?cs var:device.Name ?>"><?cs var:Lang.Profile.EndDevice ?></button></form><?cs /if ?>
<span class="row-note"><?cs var:Lang.Profile.Seen ?> <time datetime="<?cs var:device.Seen.Iso ?>"><?cs var:device.Seen ?></time></span></div></li>
<?cs /each ?></ul>
<form method="post" action="/sign-out" novalidate><?cs call:csrf() ?><div class="actions"><button type="submit" class="button button-plain is-danger" name="everywhere" value="1"><?cs var:Lang.Profile.SignOutEverywhere ?></button></div></form>
