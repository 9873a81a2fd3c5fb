<?cs # head.cs needs: Page.{Title,Name,Narrow}; Theme Size Csrf SignedIn Unread Back; Static.{Css,Js,Icons,Mark,Card}; Share; Errors.N.{Text,Field}; Notice.{Text,Kind}; Lang.Code Lang.Common.* Lang.Nav.* Lang.Notices.* ?><!DOCTYPE html>
<html lang="<?cs var:Lang.Code ?>" data-theme="<?cs var:Theme ?>" data-size="<?cs var:Size ?>">
<head>
<meta charset="utf-8">
<title><?cs if:Errors.0.Text ?><?cs var:Lang.Common.ErrorTitle ?> <?cs /if ?><?cs if:Page.Title ?><?cs var:Page.Title ?> · <?cs /if ?><?cs var:Lang.Common.Brand ?></title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="description" content="<?cs var:Lang.Common.Description ?>">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f7f5f1" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#10181f" media="(prefers-color-scheme: dark)">
<meta name="format-detection" content="telephone=no">
<?cs if:Share ?><meta property="og:type" content="website">
<meta property="og:site_name" content="<?cs var:Lang.Common.Brand ?>">
<meta property="og:title" content="<?cs if:Page.Title ?><?cs var:Page.Title ?><?cs else ?><?cs var:Lang.Common.Brand ?><?cs /if ?>">
<meta property="og:description" content="<?cs var:Lang.Common.Description ?>">
<meta property="og:image" content="<?cs var:Share ?><?cs var:Static.Card ?>">
<?cs /if ?><link rel="icon" href="<?cs var:Static.Mark ?>" type="image/svg+xml">
<link rel="stylesheet" href="<?cs var:Static.Css ?>">
<script src="<?cs var:Static.Js ?>" defer></script>
</head>
<body<?cs if:SignedIn ?> class="has-tabs"<?cs /if ?>>
<a class="skip" href="#main"><?cs var:Lang.Common.Skip ?></a>
<header class="top">
<a class="brand" href="/"><b><?cs var:Lang.Common.Brand ?></b> <span class="tagline"><?cs var:Lang.Common.Tagline ?></span></a>
<?cs if:SignedIn ?><nav class="tabs" aria-label="<?cs var:Lang.Nav.Label ?>"><ul>
<li><a href="/balance"<?cs if:Page.Name == "balance" ?> aria-current="page"<?cs /if ?>><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#house-door"></use></svg><?cs var:Lang.Nav.Home ?></a></li>
<li><a href="/history"<?cs if:Page.Name == "history" || Page.Name == "receipt" ?> aria-current="page"<?cs /if ?>><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#list-ul"></use></svg><?cs var:Lang.Nav.History ?></a></li>
<li><a href="/catalogue"<?cs if:Page.Name == "catalogue" || Page.Name == "redemptions" || Page.Name == "redemption" || Page.Name == "coupons" || Page.Name == "coupon" || Page.Name == "planner" || Page.Name == "pay" ?> aria-current="page"<?cs /if ?>><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#gift"></use></svg><?cs var:Lang.Nav.Catalogue ?></a></li>
<li><a href="/orders"<?cs if:Page.Name == "orders" || Page.Name == "order" ?> aria-current="page"<?cs /if ?>><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#suitcase"></use></svg><?cs var:Lang.Nav.Orders ?></a></li>
<li><a href="/profile"<?cs if:Page.Name == "profile" || Page.Name == "draws" ?> aria-current="page"<?cs /if ?>><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#person"></use></svg><?cs var:Lang.Nav.Profile ?></a></li>
</ul></nav>
<a class="bell" href="/notices"<?cs if:Page.Name == "notices" ?> aria-current="page"<?cs /if ?>><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#bell"></use></svg><span class="hidden"><?cs var:Lang.Notices.Title ?></span><?cs if:Unread ?> <span class="bell-count"><?cs var:Unread ?></span><span class="hidden"> <?cs var:Lang.Notices.Unread ?></span><?cs /if ?></a><?cs else ?><nav aria-label="<?cs var:Lang.Nav.Label ?>"><ul class="links">
<li><a href="/programme"<?cs if:Page.Name == "programme" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Nav.Programme ?></a></li>
<li><a href="/sign-in"<?cs if:Page.Name == "sign-in" ?> aria-current="page"<?cs /if ?>><?cs var:Lang.Nav.SignIn ?></a></li>
</ul></nav><?cs /if ?>
<form method="post" action="/language"><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><input type="hidden" name="back" value="<?cs var:Back ?>"><button type="submit" class="link" name="lang" value="<?cs var:Lang.Other ?>" lang="<?cs var:Lang.Other ?>"><?cs var:Lang.OtherName ?></button></form>
</header>
<main class="main<?cs if:Page.Narrow ?> main-narrow<?cs /if ?>" id="main" tabindex="-1">
<?cs if:Errors.0.Text ?><div class="errors" tabindex="-1" autofocus><div role="alert"><h2><?cs var:Lang.Common.ErrorsHead ?></h2><ul>
<?cs each:error = Errors ?><li><?cs if:error.Field ?><a href="#<?cs var:error.Field ?>"><?cs var:error.Text ?></a><?cs else ?><?cs var:error.Text ?><?cs /if ?></li>
<?cs /each ?></ul></div></div>
<?cs elif:Notice.Text ?><div class="status status-<?cs if:Notice.Kind ?><?cs var:Notice.Kind ?><?cs else ?>good<?cs /if ?>" role="status"><svg class="icon" aria-hidden="true"><use href="<?cs var:Static.Icons ?>#<?cs if:Notice.Kind == "bad" ?>exclamation-triangle<?cs elif:Notice.Kind == "note" ?>info-circle<?cs else ?>check-circle<?cs /if ?>"></use></svg><div><?cs var:Notice.Text ?></div></div>
<?cs /if ?>
