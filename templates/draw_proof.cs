<?cs # draw_proof.cs needs: Page.Title; Draw.{Id,Name,Instant}; Lead; Steps.N.{Title,Text,When,Label,Value,Missing,Public,Source}; Winners.N.{Order,Ticket,Prize,Note,Reserve} WinnersAll; Tickets (tickets.csv is public); Lang.Draws.* ?><?cs include!"part/icon.cs" ?><?cs include!"part/in_app.cs" ?>
<p class="crumb"><a href="/draws/<?cs var:url_escape(Draw.Id) ?>"><?cs call:icon("arrow-left") ?><?cs var:Draw.Name ?></a></p>
<h1><?cs var:Lang.Draws.ProofHeading ?></h1>
<p class="lead"><?cs var:Lead ?></p>
<ol class="proof"><?cs each:step = Steps ?><li class="proof-step<?cs if:step.Value ?> is-done<?cs /if ?>"><h2 class="proof-when"><?cs if:step.Value ?><?cs call:icon("check-circle") ?><?cs else ?><?cs call:icon("hourglass-split") ?><?cs /if ?><?cs var:step.Title ?><?cs if:step.When ?> <time class="small soft" datetime="<?cs var:step.When.Iso ?>"><?cs var:step.When ?></time><?cs /if ?></h2><p><?cs var:step.Text ?></p><dl class="hash"><dt><?cs var:step.Label ?></dt><dd><?cs if:step.Value ?><code><?cs var:step.Value ?></code><?cs else ?><span class="soft"><?cs var:step.Missing ?></span><?cs /if ?></dd></dl><?cs if:step.Public ?><dl class="hash"><dt><?cs var:Lang.Draws.PublicValue ?></dt><dd><code><?cs var:step.Public ?></code></dd></dl><p class="small soft"><?cs var:Lang.Draws.PublicHint ?></p><?cs elif:step.Source ?><p class="small soft"><?cs var:Lang.Draws.PublicSource ?> <?cs var:step.Source ?></p><?cs /if ?></li>
<?cs /each ?></ol>
<div class="columns"><div>
<section class="card" aria-labelledby="winners"><h2 class="card-title" id="winners"><?cs var:Lang.Draws.ProofWinners ?></h2><?cs if:Winners.0.Ticket ?><div class="table-wrap"><table class="table"><caption class="hidden"><?cs var:Lang.Draws.ProofWinners ?></caption><thead><tr><th scope="col"><?cs var:Lang.Draws.ProofOrder ?></th><th scope="col"><?cs var:Lang.Draws.WinnersTicket ?></th><th scope="col"><?cs var:Lang.Draws.WinnersPrize ?></th></tr></thead><tbody><?cs each:row = Winners ?><tr<?cs if:row.Reserve ?> class="is-quiet"<?cs /if ?>><td><?cs var:row.Order ?></td><th scope="row"><data class="draw-ticket" value="<?cs var:row.Ticket.Value ?>"><?cs var:row.Ticket ?></data></th><td><?cs var:row.Prize ?><?cs if:row.Note ?> <span class="small soft"><?cs var:row.Note ?></span><?cs /if ?></td></tr><?cs /each ?></tbody></table></div><?cs if:WinnersAll ?><p><a href="/draws/<?cs var:url_escape(Draw.Id) ?>/winners"><?cs var:Lang.Draws.WinnersLink ?></a></p><?cs /if ?><?cs else ?><p class="soft"><?cs var:Lang.Draws.ProofNot ?></p><?cs /if ?></section>
</div><div>
<section class="card" aria-labelledby="files"><h2 class="card-title" id="files"><?cs var:Lang.Draws.Files ?></h2><?cs call:in_app() ?><ul class="files"><?cs if:Draw.Instant ?><li><a href="/draws/<?cs var:url_escape(Draw.Id) ?>/deck.csv"><?cs call:icon("download") ?><?cs var:Lang.Draws.FileDeck ?></a></li><?cs /if ?><?cs if:Tickets ?><li><a href="/draws/<?cs var:url_escape(Draw.Id) ?>/tickets.csv"><?cs call:icon("download") ?><?cs var:Lang.Draws.FileTickets ?></a></li><?cs else ?><li class="soft"><?cs call:icon("clock") ?><?cs var:Lang.Draws.FileTickets ?> · <?cs var:Lang.Draws.FileWhen ?></li><?cs /if ?><li><a href="/draws/<?cs var:url_escape(Draw.Id) ?>/proof.json"><?cs call:icon("download") ?><?cs var:Lang.Draws.FileProof ?></a></li></ul></section>
<section class="card" aria-labelledby="how"><h2 class="card-title" id="how"><?cs var:Lang.Draws.HowCheck ?></h2><ol class="points"><li><?cs var:Lang.Draws.HowCheck1 ?></li><li><?cs var:Lang.Draws.HowCheck2 ?></li><li><?cs var:Lang.Draws.HowCheck3 ?></li></ol>
<details class="fold"><summary><?cs var:Lang.Draws.CheckTitleCode ?></summary><pre class="code" tabindex="0"><code>import hashlib, hmac, json

p = json.load(open("proof.json", encoding="utf-8"))
instant = p["kind"] == "instant"
data = open("deck.csv" if instant else "tickets.csv", "rb").read()
seed, head, block = bytes.fromhex(p["seed"]), hashlib.sha256(data).digest(), 0
assert hashlib.sha256(seed).hexdigest() == p["seed_hash"], "another seed"
assert head.hex() == p["list_hash"], "another list"
if p["public_value"]:
    head += hashlib.sha256(p["public_value"].encode()).digest()

def pick(left):
    global block
    while True:
        mac = hmac.new(seed, head + block.to_bytes(8, "big"), "sha256").digest()
        r, block = int.from_bytes(mac[:8], "big"), block + 1
        if r &lt; 2**64 - 2**64 % len(left):
            return left.pop(r % len(left))

lines, drawn, seen = data.decode().splitlines(), [], set()
names = [prize["name"] for prize in p["prizes"]]
if instant:
    taken, left = open("tickets.csv").read().count("\n") - 1, list(lines)
    outcomes = [int(pick(left)) for line in lines]
    drawn = [(n, names[o - 1]) for n, o in enumerate(outcomes[:taken], 1) if o]
else:
    left = [line.split(",") for line in lines[1:]]
    wanted = [x["name"] for x in p["prizes"] for one in range(x["count"])]
    wanted += [None] * p["reserve_count"]
    while left and len(drawn) &lt; len(wanted):
        number, member = pick(left)
        if member not in seen:
            seen.add(member)
            drawn.append((int(number), wanted[len(drawn)]))
published = [(w["ticket_no"], w["prize"]) for w in p["winners"]]
published += [(number, None) for number in p["reserves"]]
if instant:
    published.sort()
assert drawn == published, "another result"
for number, prize in drawn:
    print(number, prize or "reserve")</code></pre></details></section>
</div></div>
