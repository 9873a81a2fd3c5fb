<?cs # worse.cs needs: Lang ?>
<p><?cs var:Lang.Bad.Both ?></p>
<p><?cs var:Lang.Bad.Missing ?></p><!-- BAD: lang -->
