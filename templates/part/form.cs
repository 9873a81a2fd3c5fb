<?cs # part/form.cs: the parts of forms. A page that has a form starts with
     include!"part/form.cs". Words come as arguments; what was typed (Form.NAME)
     and what is wrong with it (Error.NAME) are found by the field's name.

  call:csrf()                              the hidden csrf field
  call:field(name, label, hint, type, complete)
        type: text email tel password new-password code number date search
        (code and number are text with a number pad); complete: autocomplete
        token, "" = none; hint "" = none
  call:optional(name, label, hint, type, complete)   the same, marked optional
  call:area(name, label, hint)             a text area
  call:check(name, label, hint)            one check box, value 1
  call:choose(name, legend, hint, options) radio buttons; options = list of
        rows with Value and Text; Form.NAME is the chosen value
  call:select(name, label, hint, options)  a drop-down list of the same rows
  call:button(label)                       the one primary button ?><?cs

def:csrf() ?><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><?cs /def ?><?cs

def:_below(name, hint) ?><?cs if:hint ?><span class="hint" id="<?cs var:name ?>-hint"><?cs var:hint ?></span><?cs /if ?><?cs if:Error[name] ?><span class="error" id="<?cs var:name ?>-error"><span class="hidden"><?cs var:Lang.Common.ErrorTitle ?> </span><?cs var:Error[name] ?></span><?cs /if ?><?cs /def ?><?cs

def:_said(name, hint) ?><?cs if:Error[name] ?> aria-invalid="true" aria-describedby="<?cs if:hint ?><?cs var:name ?>-hint <?cs /if ?><?cs var:name ?>-error"<?cs elif:hint ?> aria-describedby="<?cs var:name ?>-hint"<?cs /if ?><?cs /def ?><?cs

def:_input(name, hint, type, complete) ?><input class="input<?cs if:type == "code" ?> input-code<?cs elif:type == "date" ?> input-date<?cs /if ?>" id="<?cs var:name ?>" name="<?cs var:name ?>"<?cs
if:type == "password" || type == "new-password" ?> type="password" data-reveal="<?cs var:Lang.Common.ShowPassword ?>" data-conceal="<?cs var:Lang.Common.HidePassword ?>"<?cs
elif:type == "code" || type == "number" ?> type="text" inputmode="numeric" spellcheck="false" value="<?cs var:Form[name] ?>"<?cs
elif:type == "email" ?> type="email" spellcheck="false" value="<?cs var:Form[name] ?>"<?cs
else ?> type="<?cs var:type ?>" value="<?cs var:Form[name] ?>"<?cs /if ?><?cs
if:complete ?> autocomplete="<?cs var:complete ?>"<?cs /if ?><?cs call:_said(name, hint) ?>><?cs /def ?><?cs

def:field(name, label, hint, type, complete) ?><div class="field<?cs if:Error[name] ?> is-wrong<?cs /if ?>"><label class="label" for="<?cs var:name ?>"><?cs var:label ?></label><?cs call:_below(name, hint) ?><?cs call:_input(name, hint, type, complete) ?></div><?cs /def ?><?cs

def:optional(name, label, hint, type, complete) ?><div class="field<?cs if:Error[name] ?> is-wrong<?cs /if ?>"><label class="label" for="<?cs var:name ?>"><?cs var:label ?> <span class="optional"><?cs var:Lang.Common.Optional ?></span></label><?cs call:_below(name, hint) ?><?cs call:_input(name, hint, type, complete) ?></div><?cs /def ?><?cs

def:area(name, label, hint) ?><div class="field<?cs if:Error[name] ?> is-wrong<?cs /if ?>"><label class="label" for="<?cs var:name ?>"><?cs var:label ?></label><?cs call:_below(name, hint) ?><textarea class="input" id="<?cs var:name ?>" name="<?cs var:name ?>" rows="5"<?cs call:_said(name, hint) ?>>
<?cs var:Form[name] ?></textarea></div><?cs /def ?><?cs

def:check(name, label, hint) ?><div class="field<?cs if:Error[name] ?> is-wrong<?cs /if ?>"><?cs call:_below(name, hint) ?><div class="choice"><input type="checkbox" id="<?cs var:name ?>" name="<?cs var:name ?>" value="1"<?cs if:Form[name] ?> checked<?cs /if ?><?cs call:_said(name, hint) ?>><label for="<?cs var:name ?>"><?cs var:label ?></label></div></div><?cs /def ?><?cs

def:choose(name, legend, hint, options) ?><fieldset class="field<?cs if:Error[name] ?> is-wrong<?cs /if ?>"<?cs call:_said(name, hint) ?>><legend><?cs var:legend ?></legend><?cs call:_below(name, hint) ?><div class="choices"><?cs each:option = options ?><div class="choice"><input type="radio" id="<?cs var:name ?><?cs if:!first(option) ?>-<?cs var:option.Value ?><?cs /if ?>" name="<?cs var:name ?>" value="<?cs var:option.Value ?>"<?cs if:Form[name] == option.Value ?> checked<?cs /if ?>><label for="<?cs var:name ?><?cs if:!first(option) ?>-<?cs var:option.Value ?><?cs /if ?>"><?cs var:option.Text ?></label></div><?cs /each ?></div></fieldset><?cs /def ?><?cs

def:select(name, label, hint, options) ?><div class="field<?cs if:Error[name] ?> is-wrong<?cs /if ?>"><label class="label" for="<?cs var:name ?>"><?cs var:label ?></label><?cs call:_below(name, hint) ?><select class="input" id="<?cs var:name ?>" name="<?cs var:name ?>"<?cs call:_said(name, hint) ?>><?cs each:option = options ?><option value="<?cs var:option.Value ?>"<?cs if:Form[name] == option.Value ?> selected<?cs /if ?>><?cs var:option.Text ?></option><?cs /each ?></select></div><?cs /def ?><?cs

def:button(label) ?><button type="submit" class="button"><?cs var:label ?></button><?cs /def ?>
