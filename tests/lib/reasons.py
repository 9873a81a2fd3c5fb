"""Facts made up for the reports' tests: redemptions with their ratings, draws with
tickets and winners, surveys with answers, referrals with what they paid, spread over
fourteen months up to today. The same on every day but for the dates."""
import datetime
import random

UTC8 = datetime.timedelta(hours=8)
MEMBER = 8_000_000  # numbers that nobody of the demonstration has
CATEGORIES = ("domestic", "outbound", "custom", "ticket", "hotel", "transport", "")
GUIDES = ("王师傅", "李导", "Chen", "")
PRIZES = [(98800, 2), (3000, 20), (50, 120)]


def text(value):
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return "X'" + value.hex() + "'"
    if isinstance(value, (datetime.datetime, datetime.date)):
        return f"'{str(value)[:19]}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def insert(table, columns, rows):
    values = ",\n".join("(" + ", ".join(text(v) for v in row) + ")" for row in rows)
    return f"INSERT INTO {table} ({', '.join(columns.split())}) VALUES {values};\n" if rows else ""


class Facts:
    def __init__(self, now, days=420, seed=5):
        self.now, self.days, self.dice = now, days, random.Random(seed)
        self.sql = ""

    def moment(self):
        """Some instant of the span, one in twenty of it today."""
        if self.dice.random() < 0.05:
            start = (self.now + UTC8).replace(hour=0, minute=0, second=0) - UTC8
            span = max(1, int((self.now - start).total_seconds()))
            return start + datetime.timedelta(seconds=self.dice.randrange(span))
        return self.now - datetime.timedelta(seconds=self.dice.randrange(60, self.days * 86400))

    def later(self, at, days, share=1.0):
        """A moment at most DAYS later, with SHARE's chance and not in the future."""
        if at is None or self.dice.random() > share:
            return None
        then = at + datetime.timedelta(seconds=self.dice.randrange(1, int(days * 86400) + 2))
        return then if then <= self.now else None

    def redemptions(self, n=1500):
        items = [("made-mug", "goods", "杯子厂"), ("made-trip", "trip", ""),
                 ("made-film", "voucher", "影院"), ("made-tree", "donation", "")]
        self.sql += insert("item", "item category state name text text_en cost_points created_at",
                           [(i, c, "ended", "造 " + i, "", "", 100, self.now) for i, c, _ in items])
        rows, ratings = [], []
        for no in range(n):
            item, category, supplier = self.dice.choice(items)
            placed, quantity = self.moment(), self.dice.randint(1, 3)
            sent = self.later(placed, 9, 0.8) if category != "donation" else None
            done = self.later(sent or placed, 12, 0.6)
            ended = self.later(sent or placed, 5, 0.3) if not done else None
            state = "done" if done else "shipped" if sent else "placed"
            if ended:
                state = "cancelled" if sent else self.dice.choice(("cancelled", "rejected"))
            name = f"RMADE{no:06d}"
            rows.append((MEMBER + no % 300, name, 1, item, category, "造 " + item, supplier, quantity,
                         100 * quantity, self.dice.randrange(0, 9000), "standard", state, placed,
                         (placed + UTC8).date() + datetime.timedelta(days=5), sent, done, ended))
            at, before = self.later(sent, 20, 0.5), 0
            for time in range(1, 4):
                if not at:
                    break
                score = self.dice.randint(1, 5)
                ratings.append((MEMBER + no % 300, name, time, score, before, at))
                at, before = self.later(at, 30, 0.3), score
        self.sql += insert("redemption", "member_id redemption_no person_id item category name supplier"
                           " quantity cost_points value_fen tier state placed_at promised_on shipped_at"
                           " done_at ended_at", rows)
        self.sql += insert("redemption_rating", "member_id redemption_no n score before_score rated_at",
                           ratings)

    def draws(self):
        columns = ("draw_id kind state name text text_en ticket_points max_tickets salt seed_sealed"
                   " seed_hash created_at cancelled_at settled")
        cancelled = self.now - datetime.timedelta(days=40)
        rows = [(901, "instant", "published", "造 即开", "", "", 20, 500, None),
                (902, "cutoff", "drawn", "造 到期", "", "", 50, 0, None),
                (903, "cutoff", "cancelled", "造 取消", "", "", 30, 0, cancelled)]
        self.sql += insert("draw", columns, [r[:8] + (bytes(32), b"x", bytes(32), self.now, r[8], 1)
                                             for r in rows])
        self.sql += insert("draw_prize", "draw_id prize_no kind name value_fen count",
                           [(d, i + 1, "goods", f"奖 {d}-{i}", v, c) for d in (901, 902, 903)
                            for i, (v, c) in enumerate(PRIZES)])
        entries, entrants, winners = [], set(), []
        for draw, n in ((901, 200), (902, 150), (903, 80)):
            first = 1
            for no in range(n):
                member, tickets, at = MEMBER + self.dice.randrange(90), self.dice.randint(1, 4), self.moment()
                if draw == 903 and at > cancelled:
                    continue
                times = sum(1 for e in entries if e[:2] == (member, draw)) + 1
                entries.append((member, draw, times, 1, f"T{draw}{no:04d}", tickets * rows[draw - 901][6],
                                tickets, first, at, (at + UTC8).date()))
                entrants.add((draw, member))
                if draw != 903 and self.dice.random() < 0.3:
                    winners.append(self.winner(draw, first, member, at))
                first += tickets
        self.sql += insert("draw_entry", "member_id draw_id entry_no person_id reference points tickets"
                           " first_ticket entered_at entered_on", entries)
        self.sql += insert("draw_entrant", "draw_id member_id", sorted(entrants))
        self.sql += insert("draw_winner", "draw_id ticket_no win_no prize_no member_id member_no name"
                           " state value_fen taxable tax_fen won_at claim_until delivered_at"
                           " forfeited_at", winners)

    def winner(self, draw, ticket, member, at):
        prize = self.dice.randint(1, 3)
        delivered = self.later(at, 10, 0.6)
        forfeited = None if delivered else self.later(at, 20, 0.4)
        state = "delivered" if delivered else "forfeited" if forfeited else "won"
        return (draw, ticket, ticket, prize, member, "M8", "某", state, PRIZES[prize - 1][0], 1, 0, at,
                (at + UTC8).date(), delivered, forfeited)

    def surveys(self, survey_id, questions, n=500):
        """QUESTIONS: (code, kind) of the version."""
        orders, invitations, answers = [], [], []
        for no in range(n):
            asked, order = self.moment(), f"made-{no}"
            if self.dice.random() < 0.9:
                orders.append(("made", order, self.dice.choice(CATEGORIES[:6]), self.dice.choice(GUIDES)))
            begun = self.later(asked, 12, 0.6)
            given = self.later(begun, 2, 0.7)
            points = 50 if given and self.dice.random() < 0.8 else 0
            invitations.append((8_000_000 + no, survey_id, MEMBER + no, "made", order, "zh-CN", 50, asked,
                                asked + datetime.timedelta(days=30), given, points))
            for i, (code, kind) in enumerate(questions if begun else ()):
                if i and self.dice.random() < 0.2:
                    continue
                top = {"nps": 10, "scale": 5, "choice": 3}.get(kind)
                score = None if top is None else self.dice.randint(0 if kind == "nps" else 1, top)
                at = begun + datetime.timedelta(seconds=self.dice.randrange(2) if i else 0)
                answers.append((8_000_000 + no, code, score, "" if top else "好", given or at, at))
        self.sql += insert("order_head", "partner order_no category guide", orders)
        self.sql += insert("survey_invitation", "invitation_id survey_id member_id partner order_no lang"
                           " points invited_at ends_at submitted_at paid_points", invitations)
        self.sql += insert("survey_answer", "invitation_id code score text saved_at first_at", answers)

    def referrals(self, n=300):
        friends, effects = [], []
        for no in range(n):
            friend, host, made = MEMBER + 1000 + no, MEMBER + self.dice.randrange(60), self.moment()
            confirmed = self.later(made, 3, 0.8)
            ordered = self.later(confirmed, 60, 0.6)
            done = self.later(ordered, 40, 0.7)
            back = self.later(done, 20, 0.1)
            friends.append((friend, host, (made + UTC8).date(), made, confirmed, ordered, done, back))
            for at, part, who, points in ((confirmed, "join", friend, 100), (confirmed, "join", host, 50),
                                          (done, "order", host, 200), (done, "order", friend, 30),
                                          (back, "reverse", host, 200)):
                if at:
                    state = self.dice.choice(("paid", "paid", "paid", "held", "refused", "nothing"))
                    settled = self.later(at, 1) or at
                    effects.append((who, friend, part, state, 0 if state == "nothing" else points, at,
                                    settled))
        self.sql += insert("referral", "friend_id referrer_id joined_on made_at confirmed_at ordered_at"
                           " completed_at reversed_at", friends)
        self.sql += insert("referral_effect", "member_id friend_id part state points posted_at settled_at",
                           effects)

    def campaign(self, first, item="visa-help"):
        """Orders of the product "snow" and "made" and redemptions of ITEM around the day
        FIRST on which a campaign began; whole sums of 500 yuan, so that no floor counts."""
        today = (self.now + UTC8).date()
        length = (today - first).days + 1
        orders, taken = [], []
        for no in range(160):
            day = first + datetime.timedelta(days=self.dice.randrange(-2 * length, length))
            paid_at = datetime.datetime.combine(day, datetime.time(0, 0, self.dice.randrange(60))) - UTC8
            fen = 50000 * self.dice.randint(2, 20)
            back = self.dice.choice((0, 0, 0, 50000, fen))
            orders.append(("import", f"made-camp-{no}", MEMBER + self.dice.randrange(40), "domestic",
                           self.dice.choice(("snow", "made", "other")), fen, fen, paid_at,
                           self.dice.choice(("standard", "silver")), 2, back, int(back == fen)))
        for no in range(40):
            day = first + datetime.timedelta(days=self.dice.randrange(-length, length))
            at = datetime.datetime.combine(day, datetime.time(0, 0, 30)) - UTC8
            state = self.dice.choice(("placed", "placed", "cancelled"))
            taken.append((MEMBER + 500 + self.dice.randrange(20), f"RCAMP{no:05d}", 1, item, "service", "签证",
                          "", no % 3 + 1, 1280 * (no % 3 + 1), 0, "standard", state, at, day,
                          at if state == "cancelled" else None))
        self.sql += insert("order_head", "partner order_no member_id category products paid_fen"
                           " eligible_fen paid_at tier rule_version refunded_fen cancelled", orders)
        self.sql += insert("redemption", "member_id redemption_no person_id item category name supplier"
                           " quantity cost_points value_fen tier state placed_at promised_on ended_at",
                           taken)
        self.sql += insert("campaign", "campaign state name name_en text text_en goal target from_day"
                           " until_day product stopped_on margin_bp cost_fen created_at",
                           [("made_stop", "stopped", "造 停", "", "", "", "orders", 10, first,
                             today + datetime.timedelta(days=9), "made", today, 2000, 12300, self.now)])
