<?cs # part/announcement_form.cs: the fields of an announcement. call:announcement_fields() inside a form that has part/form.cs; needs Ways.N.{Name,Text,Note,On}; Tiers.N.{Value,Text,On}; Kinds, Segments, Trips, Interests.N.{Value,Text}. ?><?cs
def:announcement_fields() ?><?cs call:field("title", Lang.AdminAnnouncements.TitleZh, Lang.AdminAnnouncements.TitleHint, "text", "off") ?>
<?cs call:field("title_en", Lang.AdminAnnouncements.TitleEn, "", "text", "off") ?>
<?cs call:area("text", Lang.AdminAnnouncements.TextZh, Lang.AdminAnnouncements.TextHint) ?>
<?cs call:area("text_en", Lang.AdminAnnouncements.TextEn, "") ?>
<?cs call:optional("link", Lang.AdminAnnouncements.Link, Lang.AdminAnnouncements.LinkHint, "text", "off") ?>
<fieldset class="field<?cs if:Error.by_banner ?> is-wrong<?cs /if ?>"><legend><?cs var:Lang.AdminAnnouncements.WaysTitle ?></legend><?cs call:_below("by_banner", "") ?><div class="choices"><?cs each:way = Ways ?><div class="choice"><input type="checkbox" id="<?cs var:way.Name ?>" name="<?cs var:way.Name ?>" value="1"<?cs if:way.On ?> checked<?cs /if ?>><label for="<?cs var:way.Name ?>"><?cs var:way.Text ?> <span class="small soft"><?cs var:way.Note ?></span></label></div><?cs /each ?></div></fieldset>
<h2 class="card-title"><?cs var:Lang.AdminAnnouncements.AudienceTitle ?></h2><p class="small soft"><?cs var:Lang.AdminAnnouncements.AudienceHint ?></p>
<fieldset class="field"><legend><?cs var:Lang.AdminAnnouncements.Tiers ?></legend><div class="choices choices-wide"><?cs each:option = Tiers ?><div class="choice"><input type="checkbox" id="tiers-<?cs var:option.Value ?>" name="tiers" value="<?cs var:option.Value ?>"<?cs if:option.On ?> checked<?cs /if ?>><label for="tiers-<?cs var:option.Value ?>"><?cs var:option.Text ?></label></div><?cs /each ?></div></fieldset>
<?cs call:select("kind", Lang.AdminAnnouncements.Kind, "", Kinds) ?>
<?cs call:select("segment", Lang.AdminAnnouncements.Segment, "", Segments) ?>
<?cs call:select("trip", Lang.AdminAnnouncements.Trip, "", Trips) ?>
<?cs call:optional("trip_days", Lang.AdminAnnouncements.TripDays, Lang.AdminAnnouncements.TripDaysHint, "number", "off") ?>
<?cs call:optional("city", Lang.AdminAnnouncements.City, Lang.AdminAnnouncements.CityHint, "text", "off") ?>
<?cs call:select("interest", Lang.AdminAnnouncements.Interest, "", Interests) ?>
<h2 class="card-title"><?cs var:Lang.AdminAnnouncements.When ?></h2>
<?cs call:optional("starts_at", Lang.AdminAnnouncements.StartsAt, Lang.AdminAnnouncements.StartsHint, "datetime-local", "off") ?>
<?cs call:optional("ends_at", Lang.AdminAnnouncements.EndsAt, Lang.AdminAnnouncements.EndsHint, "datetime-local", "off") ?><?cs /def ?>
