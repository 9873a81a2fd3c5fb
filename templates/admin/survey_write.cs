<?cs # admin/survey_write.cs needs: Page.Title; Id FormId; Channels.N.{Value,Text}; Questions.N.{Kind,Question,Field,Optional,Answer}; Questions.N.Options.N.{Value,Text}; Form.{member,channel}; Error.*; Csrf; Lang.AdminSurveys.* Lang.Survey.* ?><?cs include!"part/form.cs" ?><?cs include!"part/icon.cs" ?>
<p class="crumb"><a href="/admin/surveys/<?cs var:url_escape(Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Page.Title ?></a></p>
<h1><?cs var:Lang.AdminSurveys.WriteTitle ?></h1>
<p class="lead"><?cs var:Lang.AdminSurveys.WriteLead ?></p>
<form class="card desk-narrow" method="post" action="/admin/surveys/<?cs var:url_escape(Id) ?>/write" novalidate><?cs call:csrf() ?><input type="hidden" name="form_id" value="<?cs var:FormId ?>">
<?cs call:field("member", Lang.AdminSurveys.Member, Lang.AdminSurveys.MemberHint, "text", "off") ?>
<?cs call:choose("channel", Lang.AdminSurveys.ChannelLabel, "", Channels) ?>
<?cs each:q = Questions ?><?cs if:q.Kind == "text" ?><div class="field<?cs if:Error[q.Field] ?> is-wrong<?cs /if ?>"><label class="label" for="<?cs var:q.Field ?>"><?cs var:q.Question ?></label><?cs call:_below(q.Field, "") ?><textarea class="input" id="<?cs var:q.Field ?>" name="<?cs var:q.Field ?>" rows="3"<?cs call:_said(q.Field, "") ?>>
<?cs var:q.Answer ?></textarea></div>
<?cs else ?><div class="field<?cs if:Error[q.Field] ?> is-wrong<?cs /if ?>"><label class="label" for="<?cs var:q.Field ?>"><?cs var:q.Question ?><?cs if:q.Optional ?> <span class="optional"><?cs var:Lang.Common.Optional ?></span><?cs /if ?></label><?cs call:_below(q.Field, "") ?><select class="input" id="<?cs var:q.Field ?>" name="<?cs var:q.Field ?>"<?cs call:_said(q.Field, "") ?>><option value=""><?cs var:Lang.AdminSurveys.NotSaid ?></option><?cs each:option = q.Options ?><option value="<?cs var:option.Value ?>"<?cs if:q.Answer == option.Value ?> selected<?cs /if ?>><?cs var:option.Text ?></option><?cs /each ?></select></div>
<?cs /if ?><?cs /each ?><div class="actions"><?cs call:button(Lang.AdminSurveys.WriteGo) ?></div></form>
