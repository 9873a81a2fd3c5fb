<?cs # help.cs needs: Page.Title; Contact.{Phone,PhoneLink,Email}; Lang.Help.* ?><?cs include!"part/icon.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<section class="card" aria-labelledby="reach"><h2 id="reach"><?cs var:Lang.Help.Reach ?></h2>
<p class="soft"><?cs var:Lang.Help.Hours ?></p>
<p class="actions"><a class="button" href="tel:<?cs var:Contact.PhoneLink ?>"><?cs call:icon("telephone") ?><?cs var:Contact.Phone ?></a><a class="button button-plain" href="mailto:<?cs var:Contact.Email ?>"><?cs call:icon("envelope") ?><?cs var:Contact.Email ?></a></p></section>
<?cs each:group = Lang.Help.Group ?><section class="card faq"><h2><?cs var:group.Title ?></h2>
<?cs each:item = group.Q ?><details><summary><?cs var:item.Ask ?></summary><p><?cs var:item.Answer ?></p></details>
<?cs /each ?></section>
<?cs /each ?><p><?cs var:Lang.Help.Rules ?> <a href="/programme"><?cs var:Lang.Foot.Programme ?></a></p>
