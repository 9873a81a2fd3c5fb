<?cs # foot.cs needs: Contact.{Phone,PhoneLink,Email}; Filing.{Icp,Police,PoliceLink}; Company.Name; Theme Size Csrf SignedIn Back; Static.Icons; Lang.Common.* Lang.Foot.* ?></main>
<footer class="foot"><div class="foot-in">
<p class="foot-contact"><a href="/help"><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#chat-dots"></use></svg><?cs var:Lang.Foot.Help ?></a><?cs if:Contact.Phone ?><a href="tel:<?cs var:Contact.PhoneLink ?>"><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#telephone"></use></svg><?cs var:Contact.Phone ?></a><?cs /if ?><?cs if:Contact.Email ?><a href="mailto:<?cs var:Contact.Email ?>"><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#envelope"></use></svg><?cs var:Contact.Email ?></a><?cs /if ?></p>
<ul class="links">
<li><a href="/programme"><?cs var:Lang.Foot.Programme ?></a></li>
<li><a href="/terms"><?cs var:Lang.Foot.Terms ?></a></li>
<li><a href="/privacy"><?cs var:Lang.Foot.Privacy ?></a></li>
</ul>
<form class="switches" method="post" action="/language"><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><input type="hidden" name="back" value="<?cs var:Back ?>">
<div class="switch" role="group" aria-labelledby="size-label"><span id="size-label"><?cs var:Lang.Foot.Size ?></span><button type="submit" name="size" value="normal" aria-pressed="<?cs if:Size == "large" ?>false<?cs else ?>true<?cs /if ?>"><?cs var:Lang.Foot.SizeNormal ?></button><button type="submit" name="size" value="large" aria-pressed="<?cs if:Size == "large" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.SizeLarge ?></button></div>
<div class="switch" role="group" aria-labelledby="theme-label"><span id="theme-label"><?cs var:Lang.Foot.Theme ?></span><button type="submit" name="theme" value="auto" aria-pressed="<?cs if:Theme == "auto" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeAuto ?></button><button type="submit" name="theme" value="light" aria-pressed="<?cs if:Theme == "light" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeLight ?></button><button type="submit" name="theme" value="dark" aria-pressed="<?cs if:Theme == "dark" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeDark ?></button></div>
</form>
<p><?cs var:Company.Name ?><?cs if:Filing.Icp ?> · <a href="https://beian.miit.gov.cn/" rel="noreferrer" lang="zh-CN"><?cs var:Filing.Icp ?></a><?cs /if ?><?cs if:Filing.Police ?> · <a href="<?cs var:url_validate(Filing.PoliceLink) ?>" rel="noreferrer" lang="zh-CN"><?cs var:Filing.Police ?></a><?cs /if ?></p>
</div></footer>
</body>
</html>
