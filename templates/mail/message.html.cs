<?cs # mail/message.html.cs needs: Mail.{Title,Button,Link,After,Company,Phone,Unsubscribe}; Mail.Paragraphs.N.Text; Lang.Code Lang.Mail.* ?><!DOCTYPE html>
<html lang="<?cs var:Lang.Code ?>">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title><?cs var:Mail.Title ?></title>
<style>
body { margin: 0; padding: 24px 16px; background: #f7f5f1; color: #1b2733; font: 16px/1.6 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Segoe UI", Roboto, sans-serif; }
.card { box-sizing: border-box; max-width: 560px; margin: 0 auto; padding: 24px; border-top: 8px solid #0b5c6b; border-radius: 12px; background: #ffffff; }
h1 { margin: 0 0 16px; font-size: 20px; line-height: 1.4; }
p { margin: 0 0 16px; }
.button { display: inline-block; padding: 12px 24px; border-radius: 8px; background: #0b5c6b; color: #ffffff; font-weight: bold; text-decoration: none; }
.soft { color: #52606d; font-size: 14px; }
.soft a { color: #52606d; }
.link { word-break: break-all; }
.foot { max-width: 560px; margin: 16px auto 0; padding: 0 8px; }
@media (prefers-color-scheme: dark) {
body { background: #10181f; color: #edf1f4; }
.card { border-color: #5cc2d1; background: #18232c; }
.button { background: #5cc2d1; color: #06222a; }
.soft, .soft a { color: #a9b6c1; }
}
</style></head>
<body>
<div class="card">
<h1><?cs var:Mail.Title ?></h1>
<p><?cs var:Lang.Mail.Greeting ?></p>
<?cs each:paragraph = Mail.Paragraphs ?><p><?cs var:paragraph.Text ?></p>
<?cs /each ?><p><a class="button" href="<?cs var:url_validate(Mail.Link) ?>"><?cs var:Mail.Button ?></a></p>
<?cs if:Mail.After ?><p><?cs var:Mail.After ?></p>
<?cs /if ?><p class="soft"><?cs var:Lang.Mail.Elsewhere ?><br><span class="link"><?cs var:Mail.Link ?></span></p>
</div>
<div class="foot">
<p class="soft"><?cs var:Lang.Mail.Safe ?><br><?cs var:Mail.Company ?> <?cs var:Mail.Phone ?></p>
<?cs if:Mail.Unsubscribe ?><p class="soft"><a href="<?cs var:url_validate(Mail.Unsubscribe) ?>"><?cs var:Lang.Mail.Unsubscribe ?></a></p>
<?cs /if ?></div>
</body>
</html>
