<?cs # part/papers.cs: call:papers() draws the boxes of consent, each on its own,
     none ticked beforehand. Needs part/form.cs; Form.Consent*; Error.{consent,consent-privacy}; Lang.Account.* ?><?cs
def:paper(id, value, ticked, label, href, link) ?><div class="field<?cs if:Error[id] ?> is-wrong<?cs /if ?>"><?cs if:Error[id] ?><span class="error" id="<?cs var:id ?>-error"><span class="hidden"><?cs var:Lang.Common.ErrorTitle ?></span><?cs var:Error[id] ?></span><?cs /if ?><div class="choice"><input type="checkbox" id="<?cs var:id ?>" name="consent" value="<?cs var:value ?>"<?cs if:ticked ?> checked<?cs /if ?><?cs if:Error[id] ?> aria-invalid="true" aria-describedby="<?cs var:id ?>-error"<?cs /if ?>><label for="<?cs var:id ?>"><?cs var:label ?></label></div><?cs if:href ?><p class="small account-paper"><a href="<?cs var:href ?>"><?cs var:link ?></a></p><?cs /if ?></div><?cs /def ?><?cs
def:papers() ?><fieldset class="account-papers"><legend><?cs var:Lang.Account.Papers ?></legend>
<?cs call:paper("consent", "terms", Form.ConsentTerms, Lang.Account.AgreeTerms, "/terms", Lang.Account.ReadTerms) ?>
<?cs call:paper("consent-privacy", "privacy", Form.ConsentPrivacy, Lang.Account.AgreePrivacy, "/privacy", Lang.Account.ReadPrivacy) ?>
<?cs if:!NoMarketing ?><?cs call:paper("consent-marketing", "marketing", Form.ConsentMarketing, Lang.Account.AgreeMarketing, "", "") ?><?cs /if ?>
</fieldset><?cs /def ?>
