<?cs # profile_consents.cs needs: Consents.N.{Title,Wording,Version,Given,Given.Iso,Withdrawn,Withdrawn.Iso,Link}; Marketing; Csrf; Lang.{Account,Delete,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/empty.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Profile.ConsentsTitle ?></h1>
<p class="lead"><?cs var:Lang.Profile.ConsentsLead ?></p>
<?cs if:subcount(Consents) == 0 ?><div class="card"><?cs call:empty("desk", Lang.Profile.ConsentsNone, Lang.Profile.ConsentsNoneText, "", "") ?></div><?cs /if ?>
<?cs each:consent = Consents ?><section class="card"><h2 class="card-title"><?cs var:consent.Title ?></h2>
<p><?cs var:consent.Wording ?></p>
<dl class="facts"><div><dt><?cs var:Lang.Profile.Version ?></dt><dd><?cs var:consent.Version ?></dd></div>
<div><dt><?cs var:Lang.Profile.Given ?></dt><dd><time datetime="<?cs var:consent.Given.Iso ?>"><?cs var:consent.Given ?></time></dd></div>
<?cs if:consent.Withdrawn ?><div><dt><?cs var:Lang.Profile.Withdrawn ?></dt><dd><time datetime="<?cs var:consent.Withdrawn.Iso ?>"><?cs var:consent.Withdrawn ?></time></dd></div><?cs /if ?></dl>
<?cs if:consent.Link ?><p><a href="<?cs var:consent.Link ?>"><?cs var:Lang.Profile.ReadPaper ?></a></p><?cs /if ?></section>
<?cs /each ?>
<section class="card"><h2 class="card-title"><?cs var:Lang.Profile.MarketingTitle ?></h2>
<p><?cs if:Marketing ?><?cs var:Lang.Profile.MarketingOn ?><?cs else ?><?cs var:Lang.Profile.MarketingOff ?><?cs /if ?></p>
<form method="post" action="/profile/consents" novalidate><?cs call:csrf() ?><div class="actions"><?cs if:Marketing ?><button type="submit" class="button button-plain" name="marketing" value="0"><?cs var:Lang.Profile.MarketingWithdraw ?></button><?cs else ?><button type="submit" class="button button-plain" name="marketing" value="1"><?cs var:Lang.Profile.MarketingGive ?></button><?cs /if ?></div></form></section>
<p class="small"><?cs var:Lang.Delete.FromConsents ?> <a href="/profile/delete"><?cs var:Lang.Delete.Title ?></a></p>
