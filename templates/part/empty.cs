<?cs # part/empty.cs: nothing here yet: a drawing, what it means, a way on.
     call:empty(art, title, text, href, action)
     art: suitcase mountains plane compass desk; href "" = no link. ?><?cs
def:art(art) ?><svg class="art" viewBox="0 0 144 96" aria-hidden="true"><?cs
if:art == "suitcase" ?><path class="art-soft" d="M14 86h116"/><rect x="38" y="32" width="68" height="50" rx="8"/><path d="M58 32V20a6 6 0 0 1 6-6h16a6 6 0 0 1 6 6v12M52 32v50M92 32v50M50 82v4M94 82v4"/><path class="art-accent" d="M72 44v26M72 57l-7-7M72 57l7-7"/><?cs
elif:art == "plane" ?><path class="art-soft" d="M12 82c16-4 18-18 34-18 12 0 14 10 4 10-12 0-8-22 14-32" stroke-dasharray="1 7"/><path d="M126 14 68 40l22 10zM90 50l8 26 28-62zM90 50l-6 20 14-9"/><?cs
elif:art == "compass" ?><circle cx="72" cy="48" r="38"/><circle class="art-soft" cx="72" cy="48" r="30" stroke-dasharray="1 8.4"/><path d="M72 4V1M72 95v-3"/><path class="art-accent" d="m88 30-10 24-6-12z"/><path d="m56 66 10-24 12 12z"/><?cs
elif:art == "desk" ?><path class="art-soft" d="M10 84h124"/><path d="M34 84V58h76v26M26 58h92M72 58v-8M56 50a16 16 0 0 1 32 0z"/><path class="art-accent" d="M72 34v-6M58 38l-4-4M86 38l4-4"/><?cs
else ?><path class="art-soft" d="M8 84h128"/><path d="m18 84 34-52 20 30M60 84l32-46 34 46M44 44l8 8 7-9M84 50l8 7 9-6"/><circle class="art-accent" cx="106" cy="22" r="9"/><?cs /if ?></svg><?cs /def ?><?cs
def:empty(art, title, text, href, action) ?><div class="empty"><?cs call:art(art) ?><h2><?cs var:title ?></h2><p><?cs var:text ?></p><?cs if:href ?><p><a class="button" href="<?cs var:href ?>"><?cs var:action ?></a></p><?cs /if ?></div><?cs /def ?>
