<?cs # part/coupon.cs: a coupon as a ticket torn from paper; coupon is what
     coupon_fill() of page/coupon_words.h sets. Needs Lang.Coupons.*
     call:coupon_ticket(coupon)  a ticket that leads to its own page, in a list
     call:coupon_terms(coupon)   what it is good for, in a few words
     call:coupon_until(coupon)   its last day ?><?cs
def:coupon_terms(coupon) ?><?cs each:term = coupon.Terms ?><?cs if:!first(term) ?> · <?cs /if ?><?cs var:term.Text ?><?cs /each ?><?cs /def ?><?cs
def:coupon_until(coupon) ?><?cs if:coupon.Forever ?><?cs var:coupon.Forever ?><?cs else ?><?cs if:coupon.Usable ?><?cs var:Lang.Coupons.Until ?><?cs else ?><?cs var:Lang.Coupons.UntilPast ?><?cs /if ?> <time datetime="<?cs var:coupon.Until.Iso ?>"><?cs var:coupon.Until ?></time><?cs if:coupon.Left ?> · <strong class="tick-left"><?cs var:coupon.Left ?></strong><?cs /if ?><?cs /if ?><?cs /def ?><?cs
def:coupon_ticket(coupon) ?><li class="tick<?cs if:!coupon.Usable ?> is-over<?cs /if ?>"><a class="tick-in" href="/coupons/<?cs var:url_escape(coupon.Code) ?>"><span class="tick-face"><span class="tick-figure is-<?cs var:coupon.Kind ?>"><?cs var:coupon.Figure ?></span></span><span class="tick-body"><span class="tick-name"><?cs var:coupon.Name ?></span><?cs if:coupon.Terms.0.Text ?><span class="tick-note"><?cs call:coupon_terms(coupon) ?></span><?cs /if ?><span class="tick-note"><?cs if:!coupon.Usable ?><span class="badge badge-<?cs var:coupon.Look ?>"><?cs var:coupon.State ?></span> <?cs /if ?><?cs call:coupon_until(coupon) ?></span></span></a></li>
<?cs /def ?>
