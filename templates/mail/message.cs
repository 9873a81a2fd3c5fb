<?cs # mail/message.cs needs: Mail.{Text,Button,Link,After,Company,Phone}; Lang.Mail.* ?><?cs var:Lang.Mail.Greeting ?>

<?cs var:Mail.Text ?>

<?cs var:Mail.Button ?>
<?cs var:Mail.Link ?>

<?cs var:Mail.After ?>

<?cs var:Lang.Mail.Safe ?>
<?cs var:Mail.Company ?> <?cs var:Mail.Phone ?>
