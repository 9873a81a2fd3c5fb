<?cs # admin/foot.cs needs: Theme Size Csrf Back; Company.Name; Lang.Foot.* Lang.Desk.* ?></main>
<footer class="desk-foot">
<form class="switches" method="post" action="/admin/language"><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><input type="hidden" name="back" value="<?cs var:Back ?>">
<div class="switch" role="group" aria-labelledby="size-label"><span id="size-label"><?cs var:Lang.Foot.Size ?></span><button type="submit" name="size" value="normal" aria-pressed="<?cs if:Size == "large" ?>false<?cs else ?>true<?cs /if ?>"><?cs var:Lang.Foot.SizeNormal ?></button><button type="submit" name="size" value="large" aria-pressed="<?cs if:Size == "large" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.SizeLarge ?></button></div>
<div class="switch" role="group" aria-labelledby="theme-label"><span id="theme-label"><?cs var:Lang.Foot.Theme ?></span><button type="submit" name="theme" value="auto" aria-pressed="<?cs if:Theme == "auto" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeAuto ?></button><button type="submit" name="theme" value="light" aria-pressed="<?cs if:Theme == "light" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeLight ?></button><button type="submit" name="theme" value="dark" aria-pressed="<?cs if:Theme == "dark" ?>true<?cs else ?>false<?cs /if ?>"><?cs var:Lang.Foot.ThemeDark ?></button></div>
</form>
<p class="small"><?cs var:Company.Name ?> · <?cs var:Lang.Desk.FootLine ?></p>
</footer>
</body>
</html>
