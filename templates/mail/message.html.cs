<?cs # mail/message.html.cs needs: Mail.{Title,Button,Link,After,Company,Phone,Unsubscribe}; Mail.Paragraphs.N.Text; Lang.Code Lang.Mail.* ?><!DOCTYPE html>
<html lang="<?cs var:Lang.Code ?>">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title><?cs var:Mail.Title ?></title></head>
<body>
<h1><?cs var:Mail.Title ?></h1>
<p><?cs var:Lang.Mail.Greeting ?></p>
<?cs each:paragraph = Mail.Paragraphs ?><p><?cs var:paragraph.Text ?></p>
<?cs /each ?><p><strong><a href="<?cs var:url_validate(Mail.Link) ?>"><?cs var:Mail.Button ?></a></strong></p>
<p><?cs var:Mail.Link ?></p>
<?cs if:Mail.After ?><p><?cs var:Mail.After ?></p>
<?cs /if ?><hr>
<p><small><?cs var:Lang.Mail.Safe ?><br><?cs var:Mail.Company ?> <?cs var:Mail.Phone ?></small></p>
<?cs if:Mail.Unsubscribe ?><p><small><a href="<?cs var:url_validate(Mail.Unsubscribe) ?>"><?cs var:Lang.Mail.Unsubscribe ?></a></small></p>
<?cs /if ?></body>
</html>
