<?cs # admin/newsletter_new.cs needs: Page.Title; Tiers.N.{Value,Text}; Form.*; Error.*; Csrf; Lang.AdminNewsletters.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/letter.cs" ?>
<p class="crumb"><a href="/admin/newsletters"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminNewsletters.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<form class="card letter-part" method="post" action="/admin/newsletters/new" novalidate><?cs call:csrf() ?><?cs call:letter_fields() ?>
<div class="actions"><?cs call:button(Lang.AdminNewsletters.Keep) ?></div></form>
