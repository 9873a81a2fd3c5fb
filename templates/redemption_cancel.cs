<?cs # redemption_cancel.cs needs: Page.Title; One.{No,Name,Quantity,Points,State}; GoesBack Ended Debt; Csrf; Lang.Redemptions.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/form.cs" ?>
<p class="crumb"><a href="/redemptions/<?cs var:url_escape(One.No) ?>"><?cs call:icon("arrow-left") ?><?cs var:One.Name ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<section class="card"><h2><?cs var:One.Name ?><?cs if:One.Quantity ?> × <?cs var:One.Quantity ?><?cs /if ?></h2><p><?cs var:GoesBack ?></p>
<?cs if:Ended ?><p class="bad"><?cs var:Ended ?></p>
<?cs /if ?><?cs if:Debt ?><p><?cs var:Debt ?></p>
<?cs /if ?><form class="actions" method="post" action="/redemptions/<?cs var:url_escape(One.No) ?>/cancel"><?cs call:csrf() ?><button type="submit" class="button is-danger"><?cs var:Lang.Redemptions.CancelYes ?></button><a href="/redemptions/<?cs var:url_escape(One.No) ?>"><?cs var:Lang.Redemptions.CancelNo ?></a></form></section>
