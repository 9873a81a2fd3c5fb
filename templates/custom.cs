<?cs # custom.cs needs: Page.Title; May From Promise; Trips.N.{No,Destination,Period,State,Look,Opened}; FormId Form.{destination,period,people,budget,text}; Error.*; Csrf; Contact.{Phone,PhoneLink}; Lang.Custom.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Cases.Profile ?></a></p>
<h1><?cs var:Lang.Custom.Title ?></h1>
<p class="lead"><?cs var:Lang.Custom.Lead ?></p>
<?cs if:Trips.0.No ?><section class="stacked" aria-labelledby="mine-title"><h2 id="mine-title"><?cs var:Lang.Custom.Mine ?></h2>
<ul class="trips"><?cs each:one = Trips ?><li class="card"><h3 class="card-title"><a href="/custom/<?cs var:url_escape(one.No) ?>"><?cs if:one.Destination ?><?cs var:one.Destination ?> · <?cs var:one.Period ?><?cs else ?><?cs var:one.No ?><?cs /if ?></a></h3>
<p class="small soft"><span class="badge badge-<?cs var:one.Look ?>"><?cs var:one.State ?></span> <time datetime="<?cs var:one.Opened.Iso ?>"><?cs var:one.Opened ?></time> · <?cs var:one.No ?></p></li>
<?cs /each ?></ul></section>
<?cs /if ?><?cs if:May ?><form class="card" method="post" action="/custom" novalidate>
<h2 class="card-title"><?cs var:Lang.Custom.New ?></h2><p class="small soft"><?cs var:Promise ?></p>
<?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>">
<?cs call:field("destination", Lang.Custom.Destination, Lang.Custom.DestinationHint, "text", "off") ?>
<?cs call:field("period", Lang.Custom.Period, Lang.Custom.PeriodHint, "text", "off") ?>
<?cs call:field("people", Lang.Custom.People, "", "number", "off") ?>
<?cs call:optional("budget", Lang.Custom.Budget, Lang.Custom.BudgetHint, "number", "off") ?>
<?cs call:area("text", Lang.Custom.Wishes, Lang.Custom.WishesHint) ?>
<div class="actions"><?cs call:button(Lang.Custom.Go) ?></div>
</form>
<?cs else ?><section class="card" aria-labelledby="from-title"><h2 class="card-title" id="from-title"><?cs if:From ?><?cs var:From ?><?cs else ?><?cs var:Lang.Custom.NoBenefit ?><?cs /if ?></h2><p><?cs var:Lang.Custom.Instead ?> <a class="nowrap" href="tel:<?cs var:Contact.PhoneLink ?>"><?cs var:Contact.Phone ?></a></p>
<p><a class="button button-plain" href="/programme"><?cs var:Lang.Custom.ToTiers ?></a></p></section>
<?cs /if ?>
