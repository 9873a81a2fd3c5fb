<?cs # admin/head.cs needs: Page.{Title,Narrow}; Theme Size Csrf SignedIn Back; Desk.{Name,Role}; Nav.N.{Text,Menu,Current,Link.N.{Url,Text,Current}}; Static.{Css,Js,Icons,Mark}; Errors.N.{Text,Field}; Notice.{Text,Kind}; Lang.Code Lang.Common.* Lang.Desk.* ?><!DOCTYPE html>
<html lang="<?cs var:Lang.Code ?>" data-theme="<?cs var:Theme ?>" data-size="<?cs var:Size ?>">
<head>
<meta charset="utf-8">
<title><?cs if:Errors.0.Text ?><?cs var:Lang.Common.ErrorTitle ?> <?cs /if ?><?cs if:Page.Title ?><?cs var:Page.Title ?> · <?cs /if ?><?cs var:Lang.Desk.Brand ?></title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="<?cs var:Static.Mark ?>" type="image/svg+xml">
<link rel="stylesheet" href="<?cs var:Static.Css ?>">
<script src="<?cs var:Static.Js ?>" defer></script>
</head>
<body class="desk">
<a class="skip" href="#main"><?cs var:Lang.Common.Skip ?></a>
<header class="desk-top">
<a class="brand" href="/admin/"><b><?cs var:Lang.Desk.Brand ?></b></a>
<div class="desk-me"><?cs if:SignedIn ?><a href="/admin/password" class="desk-name"><?cs var:Desk.Name ?></a> <span class="badge"><?cs var:Desk.Role ?></span><?cs /if ?>
<form method="post" action="/admin/language"><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><input type="hidden" name="back" value="<?cs var:Back ?>"><button type="submit" class="link" name="lang" value="<?cs var:Lang.Other ?>" lang="<?cs var:Lang.Other ?>"><?cs var:Lang.OtherName ?></button></form><?cs if:SignedIn ?>
<form method="post" action="/admin/sign-out"><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><button type="submit" class="link"><?cs var:Lang.Desk.SignOut ?></button></form><?cs /if ?></div>
<?cs if:Nav.0.Text ?><nav class="desk-nav" aria-label="<?cs var:Lang.Desk.NavLabel ?>"><ul>
<?cs each:group = Nav ?><li><?cs if:group.Menu ?><details name="desk-nav"<?cs if:group.Current ?> class="is-here"<?cs /if ?>><summary><?cs var:group.Text ?></summary><ul>
<?cs each:link = group.Link ?><li><a href="<?cs var:link.Url ?>"<?cs if:link.Current ?> aria-current="page"<?cs /if ?>><?cs var:link.Text ?></a></li>
<?cs /each ?></ul></details><?cs else ?><a href="<?cs var:group.Link.0.Url ?>"<?cs if:group.Current ?> aria-current="page"<?cs /if ?>><?cs var:group.Text ?></a><?cs /if ?></li>
<?cs /each ?></ul></nav><?cs /if ?>
</header>
<main class="main desk-main<?cs if:Page.Narrow ?> main-narrow<?cs /if ?>" id="main" tabindex="-1">
<?cs if:Errors.0.Text ?><div class="errors" tabindex="-1" autofocus><div role="alert"><h2><?cs var:Lang.Common.ErrorsHead ?></h2><ul>
<?cs each:error = Errors ?><li><?cs if:error.Field ?><a href="#<?cs var:error.Field ?>"><?cs var:error.Text ?></a><?cs else ?><?cs var:error.Text ?><?cs /if ?></li>
<?cs /each ?></ul></div></div>
<?cs elif:Notice.Text ?><div class="status status-<?cs if:Notice.Kind ?><?cs var:Notice.Kind ?><?cs else ?>good<?cs /if ?>" role="status"><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#<?cs if:Notice.Kind == "bad" ?>exclamation-triangle<?cs elif:Notice.Kind == "note" ?>info-circle<?cs else ?>check-circle<?cs /if ?>"></use></svg><div><?cs var:Notice.Text ?></div></div>
<?cs /if ?>
