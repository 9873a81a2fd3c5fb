<?cs # privacy.cs needs: Version; Lang.Privacy.* Lang.Paper.* Lang.Foot.Terms ?><?cs include!"part/paper.cs" ?><?cs call:paper(Lang.Privacy) ?>
<p><?cs var:Lang.Paper.Other ?> <a href="/terms"><?cs var:Lang.Foot.Terms ?></a> · <a href="/programme"><?cs var:Lang.Foot.Programme ?></a></p>
