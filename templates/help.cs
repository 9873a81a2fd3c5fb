<?cs # help.cs needs: Page.Title; Contact.{Phone,PhoneLink,Email}; Topics.N.{Code,Title,Q.N.{Id,Ask,Answer.N.Line,Open}}; Sought Found QuestionsAway; Form.q; Lang.Help.* ?><?cs include!"part/icon.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<section class="card" aria-labelledby="reach"><h2 id="reach"><?cs var:Lang.Help.Reach ?></h2>
<p class="soft"><?cs var:Lang.Help.Hours ?></p>
<p class="actions"><a class="button" href="tel:<?cs var:Contact.PhoneLink ?>"><?cs call:icon("telephone") ?><?cs var:Contact.Phone ?></a><a class="button button-plain" href="mailto:<?cs var:Contact.Email ?>"><?cs call:icon("envelope") ?><?cs var:Contact.Email ?></a></p></section>
<?cs if:QuestionsAway ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><?cs var:Lang.Help.Away ?></div></div>
<?cs else ?><form class="shop-filter no-print" method="get" action="/help" role="search"><div class="shop-search"><label class="label" for="q"><?cs var:Lang.Help.SearchLabel ?></label><input class="input" id="q" name="q" type="search" value="<?cs var:Form.q ?>" maxlength="60" autocomplete="off"><button type="submit" class="button button-plain"><?cs call:icon("search") ?><?cs var:Lang.Help.Search ?></button></div></form>
<?cs if:Sought ?><p role="status"><?cs var:Found ?> <a href="/help"><?cs var:Lang.Help.All ?></a></p>
<?cs /if ?><?cs if:Topics.0.Code ?><nav class="chips" aria-label="<?cs var:Lang.Help.TopicsLabel ?>"><ul><?cs each:topic = Topics ?><li><a class="chip" href="#<?cs var:topic.Code ?>"><?cs var:topic.Title ?></a></li><?cs /each ?></ul></nav>
<?cs /if ?><?cs each:topic = Topics ?><section class="card faq" aria-labelledby="<?cs var:topic.Code ?>"><h2 id="<?cs var:topic.Code ?>"><?cs var:topic.Title ?></h2>
<?cs each:item = topic.Q ?><details id="q<?cs var:item.Id ?>"<?cs if:item.Open ?> open<?cs /if ?>><summary><?cs var:item.Ask ?></summary><div><?cs each:line = item.Answer ?><p><?cs var:line.Line ?></p><?cs /each ?></div></details>
<?cs /each ?></section>
<?cs /each ?><?cs /if ?><p><?cs var:Lang.Help.Rules ?> <a href="/programme"><?cs var:Lang.Foot.Programme ?></a></p>
