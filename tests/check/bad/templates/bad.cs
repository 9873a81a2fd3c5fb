<?cs # bad.cs needs: nothing ?>
<p><?cs uvar:Name ?></p><!-- BAD: templates -->
<p><?cs if:Points > 5 ?>rich<?cs /if ?></p><!-- BAD: templates -->
<p><?cs var:A + B ?></p><!-- BAD: templates -->
<a href=<?cs var:Url ?>>x</a><!-- BAD: templates -->
<p style="color:red">x</p><!-- BAD: templates -->
<a href="/x?q=<?cs var:url_escape(A) + B ?>">x</a><!-- BAD: templates -->
<?cs include:"part/missing.cs" ?><!-- BAD: templates -->
<button onclick="go()">x</button><!-- BAD: templates -->
<p>积分</p><!-- BAD: templates -->
<p class="<?cs var:Kind ?>"><?cs if:Kind == "x" || ?Other ?><?cs var:Name ?><?cs /if ?></p>
