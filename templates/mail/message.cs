<?cs # mail/message.cs needs: Mail.{Button,Link,After,Company,Phone,Unsubscribe}; Mail.Paragraphs.N.Text; Lang.Mail.* ?><?cs var:Lang.Mail.Greeting ?>
<?cs each:paragraph = Mail.Paragraphs ?>
<?cs var:paragraph.Text ?>
<?cs /each ?>
<?cs var:Mail.Button ?>
<?cs var:Mail.Link ?>

<?cs var:Mail.After ?>

<?cs var:Lang.Mail.Safe ?>
<?cs var:Mail.Company ?> <?cs var:Mail.Phone ?><?cs if:Mail.Unsubscribe ?>

<?cs var:Lang.Mail.Unsubscribe ?>
<?cs var:Mail.Unsubscribe ?><?cs /if ?>
