<?cs # preferences.cs needs: Page.Title; Form.{suggest,destinations,transport,lodging}; Interests.N.{Value,Text,On}; Transports.N and Lodgings.N.{Value,Text}; Error.*; Csrf; Lang.{Preferences,Account}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Preferences.Lead ?></p>
<form class="card" method="post" action="/profile/preferences" novalidate>
<?cs call:csrf() ?>
<?cs call:check("suggest", Lang.Preferences.Suggest, "") ?>
<fieldset class="field"><legend><?cs var:Lang.Preferences.Interests ?></legend><div class="choices choices-wide"><?cs each:option = Interests ?><div class="choice"><input type="checkbox" id="interest-<?cs var:option.Value ?>" name="interest" value="<?cs var:option.Value ?>"<?cs if:option.On ?> checked<?cs /if ?>><label for="interest-<?cs var:option.Value ?>"><?cs var:option.Text ?></label></div><?cs /each ?></div></fieldset>
<?cs call:optional("destinations", Lang.Preferences.Destinations, Lang.Preferences.DestinationsHint, "text", "off") ?>
<?cs call:choose("transport", Lang.Preferences.Transport, "", Transports) ?>
<?cs call:choose("lodging", Lang.Preferences.Lodging, "", Lodgings) ?>
<div class="actions"><?cs call:button(Lang.Preferences.Save) ?></div>
</form>
