<?cs # error.cs needs: Page.Title; Problem.{Text,Lost,Ours,Number}; Contact.*; Lang.Problem.* ?><?cs include!"part/empty.cs" ?>
<div class="card empty"><?cs if:Problem.Lost ?><?cs call:art("compass") ?><?cs elif:Problem.Ours ?><?cs call:art("desk") ?><?cs else ?><?cs call:art("mountains") ?><?cs /if ?>
<h1><?cs var:Page.Title ?></h1>
<p><?cs var:Problem.Text ?></p>
<?cs if:Problem.Ours ?><p><?cs var:Lang.Problem.Safe ?></p><?cs /if ?>
<p><a class="button" href="/"><?cs var:Lang.Problem.Home ?></a></p>
<p class="small"><?cs var:Lang.Problem.Contact ?> <a href="tel:<?cs var:Contact.PhoneLink ?>"><?cs var:Contact.Phone ?></a> · <a href="/help"><?cs var:Lang.Problem.Help ?></a></p>
<?cs if:Problem.Number ?><p class="small"><?cs var:Problem.Number ?></p><?cs /if ?>
</div>
