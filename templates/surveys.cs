<?cs # surveys.cs needs: Open.N.{Name,Url,Trip,OrderNo,Points,Until}; Past.N.{Name,Trip,OrderNo,Day,Points,Url,CaseNo}; Lang.Surveys.* Lang.Common.Points ?><?cs include!"part/icon.cs" ?><?cs include!"part/empty.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Surveys.Back ?></a></p>
<h1><?cs var:Lang.Surveys.Title ?></h1>
<?cs if:Open.0.Url ?><p class="lead"><?cs var:Lang.Surveys.Lead ?></p>
<ul class="trips"><?cs each:one = Open ?><li class="card"><h2 class="card-title"><?cs var:one.Name ?></h2>
<?cs if:one.OrderNo ?><p class="small soft"><?cs if:one.Trip ?><?cs var:one.Trip ?> · <?cs /if ?><?cs var:Lang.Surveys.Order ?> <?cs var:one.OrderNo ?></p>
<?cs /if ?><?cs if:one.Points ?><p><data class="good survey-points" value="<?cs var:one.Points.Value ?>"><?cs var:one.Points ?></data> <?cs var:Lang.Common.Points ?> · <?cs var:Lang.Surveys.Until ?> <time datetime="<?cs var:one.Until.Iso ?>"><?cs var:one.Until ?></time></p><?cs else ?><p><?cs var:Lang.Surveys.Late ?></p><?cs /if ?>
<p class="actions"><a class="button<?cs if:!first(one) ?> button-plain<?cs /if ?>" href="<?cs var:url_validate(one.Url) ?>"><?cs var:Lang.Surveys.Go ?></a></p></li>
<?cs /each ?></ul>
<?cs else ?><div class="card"><?cs call:empty("suitcase", Lang.Surveys.EmptyTitle, Lang.Surveys.EmptyText, "/orders", Lang.Surveys.EmptyLink) ?></div>
<?cs /if ?><?cs if:Past.0.Name ?><section class="stacked" aria-labelledby="past-title"><h2 id="past-title"><?cs var:Lang.Surveys.Past ?></h2>
<ul class="trips"><?cs each:one = Past ?><li class="card"><h3 class="card-title"><?cs var:one.Name ?></h3>
<p class="small soft"><time datetime="<?cs var:one.Day.Iso ?>"><?cs var:one.Day ?></time><?cs if:one.Trip ?> · <?cs var:one.Trip ?><?cs /if ?><?cs if:one.OrderNo ?> · <?cs var:Lang.Surveys.Order ?> <?cs var:one.OrderNo ?><?cs /if ?></p>
<p><?cs if:one.Points ?><data class="good survey-points" value="<?cs var:one.Points.Value ?>"><?cs var:one.Points ?></data> <?cs var:Lang.Common.Points ?><?cs else ?><?cs var:Lang.Surveys.Unpaid ?><?cs /if ?><?cs if:one.CaseNo ?> · <a href="<?cs var:url_validate(one.Url) ?>"><?cs var:Lang.Surveys.Outcome ?></a><?cs /if ?></p></li>
<?cs /each ?></ul></section>
<?cs /if ?>
