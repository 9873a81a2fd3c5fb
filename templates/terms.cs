<?cs # terms.cs needs: Version; Lang.Terms.* Lang.Paper.* Lang.Foot.Privacy ?><?cs include!"part/paper.cs" ?><?cs call:paper(Lang.Terms) ?>
<p><?cs var:Lang.Paper.Other ?> <a href="/privacy"><?cs var:Lang.Foot.Privacy ?></a> · <a href="/programme"><?cs var:Lang.Foot.Programme ?></a></p>
