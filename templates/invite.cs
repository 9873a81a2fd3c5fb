<?cs # invite.cs needs: Link; Gains.N.Text Cap; Count.{Joined,Ordered,Paid,Points,Held}; Friends.N.{Name,Joined,State,Look,Points}; IsFull; Lang.Invite.* Lang.Balance.Unit ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/profile"><?cs call:icon("arrow-left") ?><?cs var:Lang.Invite.Back ?></a></p>
<h1><?cs var:Lang.Invite.Title ?></h1>
<?cs if:Gains.0.Text ?><p class="lead"><?cs var:Lang.Invite.Lead ?></p>
<ul class="reasons"><?cs each:gain = Gains ?><li><?cs var:gain.Text ?></li><?cs /each ?></ul>
<?cs else ?><p class="lead"><?cs var:Lang.Invite.Nothing ?></p>
<?cs /if ?><section class="card invite" aria-labelledby="link-title"><div class="invite-link"><h2 class="card-title" id="link-title"><?cs var:Lang.Invite.LinkTitle ?></h2>
<p><?cs var:Lang.Invite.LinkText ?></p>
<p class="invite-address" id="invite-link"><?cs var:Link ?></p>
<p class="actions"><button type="button" class="button" data-copy="invite-link" data-copied="<?cs var:Lang.Invite.Copied ?>" hidden><?cs var:Lang.Invite.Copy ?></button></p></div>
<p class="invite-qr"><img src="/invite/qr.png" width="200" height="200" alt="<?cs var:Lang.Invite.Qr ?>"></p></section>
<?cs if:Friends.0.Name ?><section class="stacked" aria-labelledby="friends-title"><h2 id="friends-title"><?cs var:Lang.Invite.Friends ?></h2>
<dl class="figures"><div class="figure"><dt class="figure-label"><?cs var:Lang.Invite.Joined ?></dt><dd class="figure-value"><data class="referral-joined" value="<?cs var:Count.Joined.Value ?>"><?cs var:Count.Joined ?></data></dd></div>
<div class="figure"><dt class="figure-label"><?cs var:Lang.Invite.Ordered ?></dt><dd class="figure-value"><data class="referral-ordered" value="<?cs var:Count.Ordered.Value ?>"><?cs var:Count.Ordered ?></data></dd></div>
<div class="figure"><dt class="figure-label"><?cs var:Lang.Invite.Paid ?></dt><dd class="figure-value"><data class="referral-points" value="<?cs var:Count.Points.Value ?>"><?cs var:Count.Points ?></data></dd></div></dl>
<?cs if:Count.Held ?><p class="small soft"><?cs var:Lang.Invite.Held ?> <data class="referral-held" value="<?cs var:Count.Held.Value ?>"><?cs var:Count.Held ?></data> <?cs var:Lang.Balance.Unit ?></p>
<?cs /if ?><ul class="card invite-friends"><?cs each:one = Friends ?><li class="invite-friend"><span class="invite-name"><b><?cs var:one.Name ?></b> <span class="small soft"><time datetime="<?cs var:one.Joined.Iso ?>"><?cs var:one.Joined ?></time></span></span> <span class="badge badge-<?cs var:one.Look ?>"><?cs var:one.State ?></span><?cs if:one.Points ?> <data class="good nowrap" value="<?cs var:one.Points.Value ?>"><?cs var:one.Points ?></data><?cs /if ?></li>
<?cs /each ?></ul><?cs if:IsFull ?><p class="small soft"><?cs var:Lang.Invite.Full ?></p><?cs /if ?></section>
<?cs else ?><div class="card"><p><?cs var:Lang.Invite.None ?></p></div>
<?cs /if ?><section class="card" aria-labelledby="fair-title"><h2 class="card-title" id="fair-title"><?cs var:Lang.Invite.FairTitle ?></h2><ul class="reasons"><li><?cs var:Lang.Invite.Fair1 ?></li><li><?cs var:Lang.Invite.Fair2 ?></li><?cs if:Cap ?><li><?cs var:Cap ?></li><?cs /if ?><li><?cs var:Lang.Invite.Fair3 ?></li></ul></section>
