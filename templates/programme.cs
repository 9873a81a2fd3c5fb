<?cs # programme.cs needs: Page.Title; Since Next; Rules.{earn,bonus,review,spend,life,gift}.{Title,Any,Lines.N.{Text,Past}}; Tiers.N.{Code,Name,Need,Mine,More,Lines.N.Text}; Early.N.{Text,Days.N.Text}; Lang.Programme.* ?><?cs include!"part/tier.cs" ?><?cs include!"part/icon.cs" ?><?cs
def:rules(section, id) ?><section class="card" aria-labelledby="<?cs var:id ?>"><h2 id="<?cs var:id ?>"><?cs var:section.Title ?></h2>
<ul class="points"><?cs each:line = section.Lines ?><li<?cs if:line.Past ?> class="soft"<?cs /if ?>><?cs var:line.Text ?><?cs if:line.Past ?> <span class="badge badge-wait"><?cs var:Lang.Programme.Past ?></span><?cs /if ?></li>
<?cs /each ?></ul></section><?cs /def ?>
<h1><?cs var:Page.Title ?></h1>
<p class="lead"><?cs var:Lang.Programme.Lead ?></p>
<p class="soft"><?cs var:Since ?> <a href="/programme/changes"><?cs var:Lang.Programme.ChangesLink ?></a></p>
<?cs if:Next ?><div class="status status-note"><?cs call:icon("info-circle") ?><div><?cs var:Next ?> <a href="/programme/changes"><?cs var:Lang.Programme.NextLink ?></a></div></div>
<?cs /if ?><?cs call:rules(Rules.earn, "earn") ?>
<section class="stacked" aria-labelledby="tiers"><h2 id="tiers"><?cs var:Lang.Programme.Tier ?></h2>
<ul class="tiers"><?cs each:tier = Tiers ?><li class="tier-card tier-<?cs var:tier.Code ?>"><?cs call:tier_tag() ?><div class="tier-body"><h3 class="tier-name"><?cs var:tier.Name ?><?cs if:tier.Mine ?> <span class="badge"><?cs var:Lang.Programme.Mine ?></span><?cs /if ?></h3>
<p class="tier-need"><?cs var:tier.Need ?></p><?cs if:tier.Lines.0.Text ?><ul class="points"><?cs if:tier.More ?><li><?cs var:tier.More ?></li><?cs /if ?><?cs each:line = tier.Lines ?><li><?cs var:line.Text ?></li><?cs /each ?></ul><?cs /if ?></div></li>
<?cs /each ?></ul></section>
<?cs if:Early.0.Text ?><section class="card" aria-labelledby="early"><h2 id="early"><?cs var:Lang.Early.Title ?></h2><p class="soft"><?cs var:Lang.Early.Lead ?></p>
<ul class="points"><?cs each:one = Early ?><li><?cs var:one.Text ?><?cs each:day = one.Days ?> · <?cs var:day.Text ?><?cs /each ?></li>
<?cs /each ?></ul></section>
<?cs /if ?><div class="columns"><div>
<?cs call:rules(Rules.spend, "spend") ?>
<?cs call:rules(Rules.life, "life") ?>
</div><div>
<?cs if:Rules.bonus.Any ?><?cs call:rules(Rules.bonus, "bonus") ?><?cs else ?><section class="card" aria-labelledby="bonus"><h2 id="bonus"><?cs var:Lang.Programme.Bonus ?></h2><p class="soft"><?cs var:Lang.Programme.BonusNone ?></p></section><?cs /if ?>
<?cs call:rules(Rules.review, "review") ?>
<?cs if:Rules.gift.Any ?><?cs call:rules(Rules.gift, "gift") ?><?cs /if ?>
</div></div>
<p><a href="/help"><?cs var:Lang.Programme.Questions ?></a></p>
