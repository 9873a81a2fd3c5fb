<?cs # profile_delete.cs needs: Error.*; Csrf; Whole; Lost.N.Text GoesOn.N.Text HasWins; Lang.{Account,Delete,Profile}.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Account.ToProfile ?></a></p>
<h1><?cs var:Lang.Delete.Title ?></h1>
<?cs if:Whole ?><p class="lead"><?cs var:Lang.Delete.Lead ?></p>
<section class="card paper" aria-labelledby="lost"><h2 class="card-title" id="lost"><?cs var:Lang.Delete.Lost ?></h2>
<ul><?cs each:line = Lost ?><li><?cs var:line.Text ?></li><?cs /each ?></ul></section>
<?cs if:GoesOn.0.Text ?><section class="card paper" aria-labelledby="on"><h2 class="card-title" id="on"><?cs var:Lang.Delete.GoesOn ?></h2>
<ul><?cs each:line = GoesOn ?><li><?cs var:line.Text ?></li><?cs /each ?></ul></section><?cs /if ?>
<section class="card paper" aria-labelledby="kept"><h2 class="card-title" id="kept"><?cs var:Lang.Delete.Kept ?></h2>
<ul><li><?cs var:Lang.Delete.KeptBooks ?></li><li><?cs var:Lang.Delete.KeptConsents ?></li><li><?cs var:Lang.Delete.KeptLog ?></li><?cs if:HasWins ?><li><?cs var:Lang.Delete.KeptWins ?></li><?cs /if ?></ul></section>
<?cs else ?><p class="lead"><?cs var:Lang.Delete.LeadPerson ?></p><?cs /if ?>
<p><a href="/profile/data"><?cs var:Lang.Delete.TakeData ?></a></p>
<form class="card" method="post" action="/profile/delete" novalidate>
<?cs call:csrf() ?>
<?cs call:field("password", Lang.Profile.YourPassword, "", "password", "current-password") ?>
<?cs if:Whole ?><?cs call:check("confirm", Lang.Delete.Confirm, "") ?><?cs else ?><?cs call:check("confirm", Lang.Delete.ConfirmPerson, "") ?><?cs /if ?>
<div class="actions"><button type="submit" class="button"><?cs var:Lang.Delete.Do ?></button> <a class="button button-plain" href="/profile"><?cs var:Lang.Delete.Stay ?></a></div>
</form>
