<?cs # mail/message.html.cs needs: Mail.{Title,Text,Button,Link,After,Company,Phone}; Lang.Code Lang.Mail.* ?><!DOCTYPE html>
<html lang="<?cs var:Lang.Code ?>">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title><?cs var:Mail.Title ?></title></head>
<body>
<h1><?cs var:Mail.Title ?></h1>
<p><?cs var:Lang.Mail.Greeting ?></p>
<p><?cs var:Mail.Text ?></p>
<p><strong><a href="<?cs var:url_validate(Mail.Link) ?>"><?cs var:Mail.Button ?></a></strong></p>
<p><?cs var:Mail.Link ?></p>
<p><?cs var:Mail.After ?></p>
<hr>
<p><small><?cs var:Lang.Mail.Safe ?><br><?cs var:Mail.Company ?> <?cs var:Mail.Phone ?></small></p>
</body>
</html>
