<?cs # landing.cs needs: Plan.{Earn,Earn.Value,Best,Life,Coupon}; Tiers.N.{Code,Name}; Contact.*; Lang.Landing.* ?><?cs include!"part/tier.cs" ?><?cs include!"part/icon.cs" ?>
<div class="welcome"><div>
<h1><?cs var:Lang.Landing.Head ?></h1>
<p class="lead"><?cs var:Lang.Landing.Lead ?></p>
<p class="actions"><a class="button" href="/sign-up"><?cs var:Lang.Landing.Join ?></a><a class="button button-plain" href="/sign-in"><?cs var:Lang.Landing.SignIn ?></a></p>
</div>
<div class="pass" role="img" aria-label="<?cs var:Lang.Landing.PassLabel ?>"><div class="pass-main"><p class="pass-label"><?cs var:Lang.Landing.PassFrom ?></p>
<p class="route"><span><?cs var:Lang.Landing.Here ?></span><svg viewBox="0 0 120 40" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"><path d="M2 34C22 10 60 6 84 20" stroke-dasharray="0.1 6"/><path d="m118 12-27 9 9 5zM100 26l4 11 14-25" stroke-linejoin="round"/></svg><span><?cs var:Lang.Landing.There ?></span></p>
<?cs if:Plan.Earn ?><p class="pass-figure">+<?cs var:Plan.Earn ?> <span class="unit"><?cs var:Lang.Common.Points ?></span></p><?cs /if ?></div>
<div class="pass-stub"><svg class="bars" viewBox="0 0 60 40" aria-hidden="true" fill="none" stroke="currentColor"><path stroke-width="2" d="M1 0v40M7 0v40M20 0v40M33 0v40M49 0v40M59 0v40"/><path stroke-width="1" d="M4.5 0v40M10.5 0v40M17 0v40M24.5 0v40M37.5 0v40M42.5 0v40M53 0v40"/><path stroke-width="4" d="M14 0v40M29 0v40M46 0v40M56 0v40"/></svg><span><?cs var:Lang.Landing.Stub ?></span></div></div>
</div>
<ul class="three">
<li class="card"><?cs call:icon("suitcase") ?><h2><?cs var:Lang.Landing.Earn ?></h2><p><?cs var:Lang.Landing.EarnText ?></p><?cs if:Plan.Best ?><p class="soft"><?cs var:Plan.Best ?></p><?cs /if ?></li>
<li class="card"><?cs call:icon("receipt") ?><h2><?cs var:Lang.Landing.See ?></h2><p><?cs var:Lang.Landing.SeeText ?></p><?cs if:Plan.Life ?><p class="soft"><?cs var:Plan.Life ?></p><?cs /if ?></li>
<li class="card"><?cs call:icon("gift") ?><h2><?cs var:Lang.Landing.Use ?></h2><p><?cs var:Lang.Landing.UseText ?></p><?cs if:Plan.Coupon ?><p class="soft"><?cs var:Plan.Coupon ?></p><?cs /if ?></li>
</ul>
<?cs if:Tiers.1.Name ?><section class="stacked" aria-labelledby="tags"><div class="section-head"><h2 id="tags"><?cs var:Lang.Landing.Tags ?></h2><a href="/programme#tiers"><?cs var:Lang.Landing.TagsLink ?></a></div>
<ul class="tags"><?cs each:tier = Tiers ?><li class="tag tier-<?cs var:tier.Code ?>"><?cs call:tier_tag() ?><span><?cs var:tier.Name ?></span></li><?cs /each ?></ul></section><?cs /if ?>
