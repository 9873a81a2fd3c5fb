<?cs # part/letter.cs: the fields of a newsletter. call:letter_fields() inside a form
     that has part/form.cs; needs Tiers.N.{Value,Text}. ?><?cs
def:letter_fields() ?><?cs call:field("subject", Lang.AdminNewsletters.SubjectZh, "", "text", "off") ?>
<?cs call:field("subject_en", Lang.AdminNewsletters.SubjectEn, "", "text", "off") ?>
<?cs call:area("text", Lang.AdminNewsletters.TextZh, Lang.AdminNewsletters.TextHint) ?>
<?cs call:area("text_en", Lang.AdminNewsletters.TextEn, "") ?>
<?cs call:optional("link", Lang.AdminNewsletters.Link, Lang.AdminNewsletters.LinkHint, "text", "off") ?>
<?cs call:select("tier", Lang.AdminNewsletters.Tier, "", Tiers) ?><?cs /def ?>
