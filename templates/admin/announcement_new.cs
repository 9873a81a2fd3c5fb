<?cs # admin/announcement_new.cs needs: Page.Title; Ways.N.{Name,Text,Note,On}; Tiers.N.{Value,Text,On}; Kinds, Segments, Trips, Interests.N.{Value,Text}; Form.*; Error.*; Csrf; Lang.AdminAnnouncements.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?><?cs include!"part/announcement_form.cs" ?>
<p class="crumb"><a href="/admin/announcements"><?cs call:icon("arrow-left") ?><?cs var:Lang.AdminAnnouncements.Title ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<form class="card letter-part" method="post" action="/admin/announcements/new" novalidate><?cs call:csrf() ?><?cs call:announcement_fields() ?>
<div class="actions"><?cs call:button(Lang.AdminAnnouncements.Keep) ?></div></form>
