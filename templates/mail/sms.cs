<?cs # mail/sms.cs needs: Sms.{Text,Host,Code}; the last line lets a browser offer the code to this site only ?><?cs var:Sms.Text ?><?cs if:Sms.Code ?>

@<?cs var:Sms.Host ?> #<?cs var:Sms.Code ?><?cs /if ?>
