<?cs # case.cs needs: Page.Title; One.{No,Kind,Class,State,Look,OrderNo,Opened}; Complaint Journey.N.{Text,Date,Done}; Next Late Priority; Proposal; Steps.N.{Own,Word,Text,At}; Pictures.N.No MayAdd; MayReply MayReopen MayRate Rated RatedText Scores.N.{Value,Text}; Form.{text,why,score,words}; Error.*; Csrf; Contact.{Phone,PhoneLink}; Lang.Cases.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/cases"><?cs call:icon("arrow-left") ?><?cs var:Lang.Cases.Title ?></a></p>
<h1><?cs var:One.Kind ?> · <?cs var:One.Class ?></h1>
<div class="columns"><div>
<section class="card" aria-labelledby="next-title"><div class="trip-head"><h2 id="next-title"><?cs var:Lang.Redemptions.NextTitle ?></h2><span class="badge badge-<?cs var:One.Look ?>"><?cs var:One.State ?></span></div>
<?cs if:Complaint ?><ol class="journey case-journey" aria-label="<?cs var:Lang.Redemptions.Journey ?>"><?cs each:step = Journey ?><li class="step<?cs if:step.Done ?> is-done<?cs /if ?>"><span class="step-text"><?cs var:step.Text ?><?cs if:step.Done ?><span class="hidden"> <?cs var:Lang.Redemptions.DoneWord ?></span><?cs /if ?></span><?cs if:step.Date ?><time class="step-date" datetime="<?cs var:step.Date.Iso ?>"><?cs var:step.Date ?></time><?cs /if ?></li><?cs /each ?></ol>
<?cs /if ?><p><?cs var:Next ?></p>
<?cs if:Priority ?><p class="small soft"><?cs var:Lang.Cases.Priority ?></p>
<?cs /if ?><?cs if:Late ?><p class="bad"><?cs var:Lang.Cases.Late ?> <a class="nowrap" href="tel:<?cs var:Contact.PhoneLink ?>"><?cs var:Contact.Phone ?></a></p>
<?cs /if ?></section>
<?cs if:Proposal ?><section class="card is-hero" aria-labelledby="answer-title"><h2 id="answer-title"><?cs var:Lang.Cases.ProposalTitle ?></h2><p class="claim-text"><?cs var:Proposal ?></p>
<form class="actions" method="post" action="/cases/<?cs var:url_escape(One.No) ?>/accept"><?cs call:csrf() ?><button type="submit" class="button"><?cs var:Lang.Cases.Accept ?></button></form></section>
<?cs /if ?><?cs if:MayRate ?><section class="card" id="rate"><h2 class="card-title"><?cs if:Rated ?><?cs var:Lang.Redemptions.RateAgain ?><?cs else ?><?cs var:Lang.Cases.RateTitle ?><?cs /if ?></h2><?cs if:Rated ?><p class="soft"><?cs var:Rated ?><?cs if:RatedText ?> · <?cs var:RatedText ?><?cs /if ?></p><?cs /if ?>
<form class="form" method="post" action="/cases/<?cs var:url_escape(One.No) ?>/rate" novalidate><?cs call:csrf() ?><?cs call:choose("score", Lang.Cases.ScoreLabel, "", Scores) ?>
<?cs call:area("words", Lang.Cases.RatingLabel, Lang.Cases.RatingHint) ?><div class="actions"><button type="submit" class="button button-plain"><?cs var:Lang.Redemptions.Send ?></button></div></form></section>
<?cs /if ?><?cs if:MayReopen ?><form class="card" method="post" action="/cases/<?cs var:url_escape(One.No) ?>/reopen" novalidate><h2 class="card-title"><?cs if:Proposal ?><?cs var:Lang.Cases.RefuseTitle ?><?cs else ?><?cs var:Lang.Cases.ReopenTitle ?><?cs /if ?></h2><?cs call:csrf() ?><?cs call:area("why", Lang.Cases.WhyLabel, Lang.Cases.WhyHint) ?><div class="actions"><button type="submit" class="button button-plain"><?cs if:Proposal ?><?cs var:Lang.Cases.Refuse ?><?cs else ?><?cs var:Lang.Cases.Reopen ?><?cs /if ?></button></div></form>
<?cs /if ?><section class="stacked" aria-labelledby="said-title"><h2 id="said-title"><?cs var:Lang.Cases.Said ?></h2>
<ol class="case-steps"><?cs each:step = Steps ?><li class="card case-step<?cs if:step.Own ?> is-own<?cs /if ?>"><p class="small soft"><strong><?cs if:step.Own ?><?cs var:Lang.Cases.You ?><?cs else ?><?cs var:Lang.Cases.We ?><?cs /if ?></strong> · <?cs var:step.Word ?> · <time datetime="<?cs var:step.At.Iso ?>"><?cs var:step.At ?></time></p><?cs if:step.Text ?><p class="claim-text"><?cs var:step.Text ?></p><?cs /if ?></li>
<?cs /each ?></ol></section>
<?cs if:MayReply && !Proposal ?><form class="card" method="post" action="/cases/<?cs var:url_escape(One.No) ?>/reply" novalidate><?cs call:csrf() ?><?cs call:area("text", Lang.Cases.ReplyLabel, Lang.Cases.ReplyHint) ?><div class="actions"><button type="submit" class="button button-plain"><?cs var:Lang.Cases.Reply ?></button></div></form>
<?cs /if ?></div><div>
<section class="card" aria-labelledby="facts-title"><h2 class="card-title" id="facts-title"><?cs var:Lang.Cases.Facts ?></h2><dl class="facts"><div><dt><?cs var:Lang.Cases.NoLabel ?></dt><dd><?cs var:One.No ?></dd></div>
<div><dt><?cs var:Lang.Cases.Opened ?></dt><dd><time datetime="<?cs var:One.Opened.Iso ?>"><?cs var:One.Opened ?></time></dd></div>
<?cs if:One.OrderNo ?><div><dt><?cs var:Lang.Cases.OrderNo ?></dt><dd><?cs var:One.OrderNo ?></dd></div>
<?cs /if ?></dl></section>
<section class="card" aria-labelledby="pictures-title" id="pictures"><h2 class="card-title" id="pictures-title"><?cs var:Lang.Cases.Pictures ?></h2>
<?cs if:Pictures.0.No ?><ul class="case-pictures"><?cs each:picture = Pictures ?><li><a href="/cases/<?cs var:url_escape(One.No) ?>/pictures/<?cs var:picture.No ?>"><img src="/cases/<?cs var:url_escape(One.No) ?>/pictures/<?cs var:picture.No ?>" alt="<?cs var:Lang.Cases.PictureAlt ?> <?cs var:picture.No ?>" loading="lazy"></a></li><?cs /each ?></ul>
<?cs else ?><p class="small soft"><?cs var:Lang.Cases.PictureNone ?></p>
<?cs /if ?><?cs if:MayAdd ?><form method="post" action="/cases/<?cs var:url_escape(One.No) ?>/pictures" enctype="multipart/form-data" novalidate><?cs call:csrf() ?><div class="field<?cs if:Error.picture ?> is-wrong<?cs /if ?>"><label class="label" for="picture"><?cs var:Lang.Cases.PictureFile ?></label><?cs call:_below("picture", Lang.Cases.PictureHint) ?><input class="input" type="file" id="picture" name="picture" accept="image/jpeg,image/png"<?cs call:_said("picture", Lang.Cases.PictureHint) ?>></div><div class="actions"><button type="submit" class="button-plain button-small"><?cs var:Lang.Cases.PictureGo ?></button></div></form>
<?cs /if ?></section>
</div></div>
