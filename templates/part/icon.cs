<?cs # part/icon.cs: call:icon(name) draws an icon of static/icons.list in the
     colour and size of the text around it; it never speaks (words stand beside). ?><?cs
def:icon(name) ?><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#<?cs var:name ?>"></use></svg><?cs /def ?>
