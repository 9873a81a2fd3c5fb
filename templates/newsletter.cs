<?cs # newsletter.cs needs: Page.Title; SignedIn; Form.{email,consent}; Error.*; Csrf; Lang.Newsletter.* ?><?cs include!"part/form.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Newsletter.Lead ?></p>
<form class="card" method="post" action="/newsletter" novalidate>
<?cs call:csrf() ?>
<?cs call:field("email", Lang.Newsletter.Email, Lang.Newsletter.EmailHint, "email", "email") ?>
<?cs call:check("consent", Lang.Newsletter.Consent, "") ?>
<p class="small soft"><?cs var:Lang.Newsletter.Paper ?> <a href="/privacy"><?cs var:Lang.Newsletter.PaperLink ?></a></p>
<div class="actions"><?cs call:button(Lang.Newsletter.Go) ?></div>
</form>
<?cs if:SignedIn ?><p class="small soft"><?cs var:Lang.Newsletter.Member ?> <a href="/profile/messages"><?cs var:Lang.Newsletter.MemberLink ?></a></p>
<?cs /if ?>
