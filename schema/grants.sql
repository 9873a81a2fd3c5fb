-- The accounts and what each may do, table by table. Run as the server's root
-- after the migrations (a table must be there to be granted); everything may
-- be repeated at any time, also under traffic. The set-up replaces each marker
-- by that account's secret and must have made jf_schema beforehand, as the
-- migrations run under it.
-- Nobody but jf_schema may change or delete what is append-only: entry,
-- allocation, qualifying, tier_change, and of order_event only what its
-- booking made of it.

CREATE USER IF NOT EXISTS 'jf_schema'@'localhost' IDENTIFIED BY '@PASSWORD_jf_schema@';
CREATE USER IF NOT EXISTS 'jf_member'@'localhost' IDENTIFIED BY '@PASSWORD_jf_member@';
CREATE USER IF NOT EXISTS 'jf_survey'@'localhost' IDENTIFIED BY '@PASSWORD_jf_survey@';
CREATE USER IF NOT EXISTS 'jf_partner'@'localhost' IDENTIFIED BY '@PASSWORD_jf_partner@';
CREATE USER IF NOT EXISTS 'jf_admin'@'localhost' IDENTIFIED BY '@PASSWORD_jf_admin@';
CREATE USER IF NOT EXISTS 'jf_job'@'localhost' IDENTIFIED BY '@PASSWORD_jf_job@';
ALTER USER 'jf_schema'@'localhost' IDENTIFIED BY '@PASSWORD_jf_schema@';
ALTER USER 'jf_member'@'localhost' IDENTIFIED BY '@PASSWORD_jf_member@';
ALTER USER 'jf_survey'@'localhost' IDENTIFIED BY '@PASSWORD_jf_survey@';
ALTER USER 'jf_partner'@'localhost' IDENTIFIED BY '@PASSWORD_jf_partner@';
ALTER USER 'jf_admin'@'localhost' IDENTIFIED BY '@PASSWORD_jf_admin@';
ALTER USER 'jf_job'@'localhost' IDENTIFIED BY '@PASSWORD_jf_job@';

-- Migrations: tables and the data they carry along.
GRANT CREATE, ALTER, DROP, INDEX, SELECT, INSERT, UPDATE, DELETE ON jifen.* TO 'jf_schema'@'localhost';

-- Signed-in members and the sign-in page.
GRANT SELECT, INSERT, UPDATE (kind, state) ON jifen.member TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.person TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.sign_in_name TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.session TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON jifen.consent TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (used_at, tries, ends_at), DELETE ON jifen.one_time TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.slow_down TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.outbox TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.plan_version TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.account TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.entry TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.lot TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.allocation TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.debt TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.qualifying TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.tier_change TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.order_head TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.order_event TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.partner TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE ON jifen.member_counter TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.schema_migration TO 'jf_member'@'localhost';

-- Booking systems and merchants: orders, never credentials to change.
GRANT SELECT ON jifen.member TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.person TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.sign_in_name TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.slow_down TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.outbox TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.plan_version TO 'jf_partner'@'localhost';
GRANT SELECT, UPDATE ON jifen.account TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.entry TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.lot TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.allocation TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.debt TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.cap_day TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.partner_earned TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.qualifying TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.tier_change TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.order_head TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE (member_id, applied, points_taken, debt_after, note, points, coupons) ON jifen.order_event TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.partner TO 'jf_partner'@'localhost';
GRANT SELECT, UPDATE (used_at) ON jifen.partner_key TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.partner_nonce TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.schema_migration TO 'jf_partner'@'localhost';

-- The operator's command and the timers.
GRANT SELECT, INSERT, UPDATE ON jifen.member TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.person TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.sign_in_name TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.session TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.consent TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.one_time TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.slow_down TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.outbox TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.plan_version TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.account TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.entry TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.lot TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.allocation TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.debt TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.cap_day TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.partner_earned TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.qualifying TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.tier_change TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.order_head TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (member_id, applied, points_taken, debt_after, note, points, coupons) ON jifen.order_event TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.partner TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.partner_key TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.partner_nonce TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.day_total TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.import_row TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.job_run TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE ON jifen.member_counter TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.schema_migration TO 'jf_job'@'localhost';

-- Wish lists and preferences.
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.wish TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.preference TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.item_picture TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.claim TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.preference TO 'jf_job'@'localhost';

-- Coupons, and the addresses goods go to.
GRANT SELECT, INSERT, UPDATE ON jifen.coupon TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.coupon_code TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.address TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE (state, used_at, used_by, used_order, used_fen) ON jifen.coupon TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.coupon_code TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.coupon TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.coupon_code TO 'jf_job'@'localhost';

-- Paying with points: members ask for codes, booking systems take them.
GRANT SELECT, INSERT, UPDATE (ends_at) ON jifen.pay_code TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.order_payment TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE (used_at, used_by) ON jifen.pay_code TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE (returned_points, returned_at) ON jifen.order_payment TO 'jf_partner'@'localhost';
GRANT SELECT, DELETE ON jifen.pay_code TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (returned_points, returned_at) ON jifen.order_payment TO 'jf_job'@'localhost';

-- Catalogue files, the demo's redemptions, and the nightly run.
GRANT SELECT, INSERT, UPDATE ON jifen.item TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.item_stock TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.item_departure TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.item_code TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.redemption TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.redemption_no TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.form_done TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.address TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.wish TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.claim TO 'jf_job'@'localhost';

-- The staff desk: catalogue, redemptions, claims, partners, order uploads. It reads
-- members but never changes a credential of theirs; its log is append-only.
GRANT SELECT, INSERT, UPDATE ON jifen.staff TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.staff_session TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.staff_action TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.slow_down TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.outbox TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.member TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.person TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.sign_in_name TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.plan_version TO 'jf_admin'@'localhost';
GRANT SELECT, UPDATE ON jifen.account TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.entry TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.lot TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.allocation TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.debt TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.cap_day TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.partner_earned TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.qualifying TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.tier_change TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.order_head TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (member_id, applied, points_taken, debt_after, note, points, coupons) ON jifen.order_event TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (returned_points, returned_at) ON jifen.order_payment TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.partner TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.partner_key TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.item TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.item_stock TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.item_departure TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.item_code TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.item_picture TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.redemption TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.redemption_no TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.coupon TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.coupon_code TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.form_done TO 'jf_admin'@'localhost';
GRANT SELECT, UPDATE ON jifen.wish TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.address TO 'jf_admin'@'localhost';
GRANT SELECT, UPDATE ON jifen.claim TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.day_total TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.import_row TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.order_upload TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.job_run TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.schema_migration TO 'jf_admin'@'localhost';
-- The operator makes and resets staff; what they did stays.
GRANT SELECT, INSERT, UPDATE ON jifen.staff TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.staff_session TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.staff_action TO 'jf_job'@'localhost';

-- Members look at the catalogue and redeem.
GRANT SELECT ON jifen.item TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE ON jifen.item_stock TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE (`left`) ON jifen.item_departure TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE (redemption_no) ON jifen.item_code TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.redemption TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.redemption_no TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.form_done TO 'jf_member'@'localhost';

-- Whether the catalogue was edited.
GRANT SELECT ON jifen.catalogue_change TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE ON jifen.catalogue_change TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE ON jifen.catalogue_change TO 'jf_admin'@'localhost';

-- Notices: every program may post one; members read theirs.
GRANT SELECT, INSERT, UPDATE (read_at) ON jifen.notice TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.notice TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.notice TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (read_at), DELETE ON jifen.notice TO 'jf_job'@'localhost';

-- What a person wants by mail; where the links that end a kind of mail lead.
GRANT SELECT, INSERT, UPDATE ON jifen.mail_choice TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.mail_choice TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.mail_choice TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.mail_choice TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.unsubscribe_link TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.unsubscribe_link TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.mail_choice TO 'jf_survey'@'localhost';
-- Whose messages go by WeChat; its gateway ties and unties, so does the mailer.
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.wechat TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE ON jifen.wechat TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.wechat TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.wechat TO 'jf_survey'@'localhost';
GRANT SELECT, DELETE ON jifen.wechat TO 'jf_job'@'localhost';
-- Galleries: members bring, withdraw and vote; staff look at what was brought.
GRANT SELECT ON jifen.gallery TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, reason, decided_at, votes) ON jifen.gallery_entry TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.gallery_vote TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.gallery TO 'jf_admin'@'localhost';
GRANT SELECT, UPDATE (state, reason, decided_at) ON jifen.gallery_entry TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.gallery TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.gallery_entry TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.gallery_vote TO 'jf_job'@'localhost';
-- Staff try again, or drop, what could not be delivered.
GRANT UPDATE (begun_at, fate, tries, not_before, failed_at) ON jifen.outbox TO 'jf_admin'@'localhost';

-- Cases: members file, answer and rate; staff take the steps. Steps and
-- pictures are only ever added.
GRANT SELECT, INSERT, UPDATE (state, waiting, due_at, answer_due, reopened, rating, rating_text, last_step) ON jifen.service_case TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.case_step TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.case_picture TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.service_case TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.case_step TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.case_picture TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.case_answer TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.goodwill TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.goodwill_month TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.service_case TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.case_step TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.goodwill TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.goodwill_month TO 'jf_job'@'localhost';

-- Birthday gifts, and the newsletter.
GRANT SELECT, INSERT ON jifen.birthday_gift TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.newsletter_reader TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.newsletter_reader TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.newsletter_reader TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.newsletter TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.newsletter TO 'jf_job'@'localhost';

-- Announcements: staff write, release and stop them, the job aims and posts them, members
-- read them and put banners away.
GRANT SELECT ON jifen.announcement TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.audience TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.announcement_closed TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.announcement TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.audience TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.announcement TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.audience TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.announcement_closed TO 'jf_job'@'localhost';

-- Campaigns and events: staff make them, members sign up, jobs count and move up.
GRANT SELECT ON jifen.campaign TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.campaign_item TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.campaign TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.campaign_item TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.campaign_figure TO 'jf_admin'@'localhost';
GRANT INSERT ON jifen.plan_version TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.campaign TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.campaign_item TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.campaign_figure TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.member_event TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE (taken, waiting, last_queue) ON jifen.event_stock TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.event_signup TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.member_event TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.event_stock TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.event_signup TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.member_event TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.event_stock TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.event_signup TO 'jf_job'@'localhost';

-- Referrals: sign-up and orders post what they do, the jobs and staff settle it.
GRANT SELECT, INSERT, UPDATE (confirmed_at) ON jifen.referral TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.referral_effect TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE (ordered_at, completed_at, partner, order_no, reversed_at) ON jifen.referral TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.referral_effect TO 'jf_partner'@'localhost';
GRANT SELECT, UPDATE (ordered_at, completed_at, partner, order_no, reversed_at) ON jifen.referral TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.referral_effect TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.referral TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.referral_effect TO 'jf_job'@'localhost';
-- Tasks: staff define, members take part, jobs and staff pay.
GRANT SELECT, UPDATE (paid) ON jifen.task TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.task_question TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.task_done TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.task_share TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.task_visit TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.task_signal TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.task TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.task_question TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.task_done TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.task_signal TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.task TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.task_question TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.task_done TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.task_visit TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (is_open), DELETE ON jifen.task_signal TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.task_month TO 'jf_job'@'localhost';

-- Draws: members enter, win and claim; staff prepare and publish; jobs draw and
-- settle. Entries, tickets and reserves are append-only, winners are never removed;
-- nobody exchanges the sealed seed, its hash or the salt.
GRANT SELECT, UPDATE (tickets) ON jifen.draw TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.draw_prize TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.draw_entry TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.draw_entrant TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.draw_ticket TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, claimed_at, recipient, phone, address) ON jifen.draw_winner TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.draw_reserve TO 'jf_member'@'localhost';
GRANT SELECT (staff_id, email, phone, state) ON jifen.staff TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (kind, state, name, name_en, text, text_en, who, who_en, method, method_en, claim_how, claim_how_en, delivery, delivery_en, forfeit, forfeit_en, organiser, organiser_en, contact, ticket_points, per_member, per_day, max_tickets, min_tier, early_tier, early_days, opens_at, closes_at, draws_at, claim_days, reserve_count, tax_by, public_source, public_source_en, public_value, seed, deck_hash, list_hash, published_at, frozen_at, drawn_at, cancelled_at, cancel_reason, settled, version) ON jifen.draw TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.draw_prize TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.draw_entry TO 'jf_admin'@'localhost';
GRANT SELECT, UPDATE (ended) ON jifen.draw_entrant TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.draw_ticket TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.draw_winner TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.draw_reserve TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (kind, state, name, name_en, text, text_en, who, who_en, method, method_en, claim_how, claim_how_en, delivery, delivery_en, forfeit, forfeit_en, organiser, organiser_en, contact, ticket_points, per_member, per_day, max_tickets, min_tier, early_tier, early_days, opens_at, closes_at, draws_at, claim_days, reserve_count, tax_by, public_source, public_source_en, public_value, seed, deck_hash, list_hash, published_at, frozen_at, drawn_at, cancelled_at, cancel_reason, settled, version, tickets) ON jifen.draw TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.draw_prize TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.draw_entry TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (ended) ON jifen.draw_entrant TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.draw_ticket TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.draw_winner TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.draw_reserve TO 'jf_job'@'localhost';

-- Surveys. The link's program: one invitation, one response, the reward
-- (RULINGS 28), and the complaint that a low answer opens.
GRANT SELECT ON jifen.survey TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (token_hash) ON jifen.survey_invitation TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.survey_question TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, name, name_en, intro, intro_en, published_at, closed_at) ON jifen.survey TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.survey_question TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (token_hash, submitted_at, paid_points, case_no, channel, staff_id) ON jifen.survey_invitation TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.survey_answer TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, published_at, closed_at) ON jifen.survey TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.survey_question TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.survey_invitation TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.survey_answer TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.survey TO 'jf_survey'@'localhost';
GRANT SELECT ON jifen.survey_question TO 'jf_survey'@'localhost';
GRANT SELECT, UPDATE (submitted_at, paid_points, case_no) ON jifen.survey_invitation TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.survey_answer TO 'jf_survey'@'localhost';
GRANT SELECT (partner, order_no, category, branch) ON jifen.order_head TO 'jf_survey'@'localhost';
GRANT SELECT ON jifen.plan_version TO 'jf_survey'@'localhost';
GRANT SELECT, UPDATE ON jifen.account TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT ON jifen.entry TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.lot TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT ON jifen.allocation TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.debt TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT ON jifen.qualifying TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT ON jifen.tier_change TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT ON jifen.service_case TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT ON jifen.case_step TO 'jf_survey'@'localhost';
GRANT SELECT, INSERT ON jifen.notice TO 'jf_survey'@'localhost';
GRANT INSERT ON jifen.outbox TO 'jf_survey'@'localhost';
GRANT SELECT ON jifen.schema_migration TO 'jf_survey'@'localhost';

-- The plan desk: staff prepare and ask, the job rehearses.
GRANT SELECT, INSERT, UPDATE (title, source, base_version, edit, state, staff_id, edited_at, version) ON jifen.plan_draft TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.plan_rehearsal TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.plan_rehearsal_month TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.plan_rehearsal_tier TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.plan_rehearsal_member TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.plan_draft TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.plan_rehearsal TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.plan_rehearsal_month TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.plan_rehearsal_tier TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.plan_rehearsal_member TO 'jf_job'@'localhost';

-- Signals of abuse: jobs find them, staff settle them; nobody removes one. A
-- member's redemption looks whether one names them. Guesses are counted where made.
GRANT SELECT, INSERT, UPDATE (happened_at, figure, members, evidence, state, settled_at, staff_id, note) ON jifen.risk_signal TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.risk_signal_member TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.signal_mark TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.earned_band TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.guess TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (state, settled_at, staff_id, note) ON jifen.risk_signal TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.risk_signal_member TO 'jf_admin'@'localhost';
GRANT SELECT (signal_id, kind, state, settled_at) ON jifen.risk_signal TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.risk_signal_member TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (tries, last_at) ON jifen.guess TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (tries, last_at) ON jifen.guess TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE (tries, last_at) ON jifen.guess TO 'jf_admin'@'localhost';
-- Flaws of the books and refused rows of imports, for the morning page.
GRANT SELECT, INSERT, UPDATE (seen_at, mended_at) ON jifen.flaw TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (seen_at, mended_at) ON jifen.flaw TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.import_run TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.import_run TO 'jf_admin'@'localhost';

-- Redemptions, draws, answers and steps by day: jobs add them up, reports read them.
-- What a rating replaced is kept with it.
GRANT SELECT, INSERT, DELETE ON jifen.rollup_redemption TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_draw TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_survey TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_flow TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.rollup_reasons TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.redemption_rating TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_redemption TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_draw TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_survey TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_flow TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_reasons TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.redemption_rating TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.redemption_rating TO 'jf_member'@'localhost';

-- The roll-up: the job makes its rows anew, reports read them. An estimate stays.
GRANT SELECT, INSERT, DELETE ON jifen.rollup_points TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_points TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE, DELETE ON jifen.rollup_today TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_today TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_lot TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_lot TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_lot_use TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_lot_use TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_sale TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_sale TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.rollup_done TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_done TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.breakage_estimate TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.breakage_estimate TO 'jf_admin'@'localhost';

-- Members, tiers and cohorts of the reports: jobs make them anew, reports read them.
GRANT SELECT, INSERT, DELETE ON jifen.rollup_member_day TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_active TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_active_day TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_tier_day TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_tier_move TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_member_now TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_year TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_cohort TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_rfm TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_behaviour TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_member_day TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_active TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_active_day TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_tier_day TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_tier_move TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_member_now TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_year TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_cohort TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_rfm TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.rollup_behaviour TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.account_merge TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.account_merge TO 'jf_admin'@'localhost';

-- The members desk: adjustments, pins, advisers, kinds and people of accounts, merges.
GRANT UPDATE (kind, state, merged_into, adviser_id) ON jifen.member TO 'jf_admin'@'localhost';
GRANT INSERT, UPDATE (role, may_spend, name, email, email_confirmed, phone, phone_confirmed, state) ON jifen.person TO 'jf_admin'@'localhost';
GRANT DELETE ON jifen.sign_in_name TO 'jf_admin'@'localhost';
GRANT SELECT (member_id, person_id, token_hash), DELETE ON jifen.session TO 'jf_admin'@'localhost';
GRANT SELECT (token_hash, kind, channel, member_id, person_id, issue, created_at, ends_at, used_at, tries), INSERT, UPDATE (used_at, tries, ends_at) ON jifen.one_time TO 'jf_admin'@'localhost';
GRANT SELECT ON jifen.consent TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, signer_id, signed_at) ON jifen.adjustment TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (lifted_at, lifted_by) ON jifen.tier_pin TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (moved_seq, last_move, undone_at, undone_by) ON jifen.account_merge TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.merge_move TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (state, signer_id, signed_at) ON jifen.adjustment TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.tier_pin TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (moved_seq, last_move, undone_at, undone_by) ON jifen.account_merge TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.merge_move TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.account_merge TO 'jf_member'@'localhost';
GRANT SELECT (staff_id, name, contact) ON jifen.staff TO 'jf_member'@'localhost';
GRANT INSERT, UPDATE (asked_at) ON jifen.job_run TO 'jf_admin'@'localhost';

-- Members' rights. The member program closes an account; the jobs wipe it.
GRANT UPDATE (state) ON jifen.member TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.erasure TO 'jf_member'@'localhost';
GRANT SELECT (action_no, at, staff_id, action, member_id, subject) ON jifen.staff_action TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.tier_change TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.survey_answer TO 'jf_member'@'localhost';
GRANT SELECT (member_id, adjust_no, kind, points, reason, state, asked_at) ON jifen.adjustment TO 'jf_member'@'localhost';
GRANT SELECT (member_id, n, tier, until_day, reason, made_at) ON jifen.tier_pin TO 'jf_member'@'localhost';
GRANT SELECT (member_id, goodwill_no, points, reason, state, asked_at) ON jifen.goodwill TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE (wiped_at, rest_on) ON jifen.erasure TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.erasure TO 'jf_admin'@'localhost';
GRANT SELECT, UPDATE (name, email, email_confirmed, phone, phone_confirmed, birthday, guardian, password_hash, state) ON jifen.person TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.sign_in_name TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.session TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.one_time TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.mail_choice TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.address TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.wish TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.preference TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.notice TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.pay_code TO 'jf_job'@'localhost';
GRANT SELECT (member_id, case_no), DELETE ON jifen.case_picture TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (text) ON jifen.case_step TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (rating_text, order_no, outcome) ON jifen.service_case TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (text, answer, state, answered_at) ON jifen.claim TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (recipient, phone, address, travellers, flyer_no, feedback, tracking_no, reason) ON jifen.redemption TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (payer, destination, held_reason) ON jifen.order_head TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (reason) ON jifen.adjustment TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (reason) ON jifen.goodwill TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (reason) ON jifen.tier_pin TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (reason) ON jifen.account_merge TO 'jf_job'@'localhost';
GRANT SELECT, DELETE ON jifen.newsletter_reader TO 'jf_job'@'localhost';

-- Staff redeem for a member who gives the one-time code.
GRANT INSERT ON jifen.redemption_no TO 'jf_admin'@'localhost';
GRANT SELECT, UPDATE (used_at, used_by) ON jifen.pay_code TO 'jf_admin'@'localhost';

-- Questions and answers.
GRANT SELECT ON jifen.faq TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (topic, place, ask, ask_en, answer, answer_en, shown, version, changed_at) ON jifen.faq TO 'jf_admin'@'localhost';

-- Custom trips: members ask, write and withdraw; staff take the steps; a merge
-- moves them. Steps are only ever added. Early access is kept by staff.
GRANT SELECT, INSERT, UPDATE (state, waiting, due_at, closed_at, last_step) ON jifen.custom_trip TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.custom_step TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.custom_order TO 'jf_member'@'localhost';
GRANT SELECT, UPDATE ON jifen.custom_trip TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.custom_step TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.custom_order TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.custom_trip TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (text) ON jifen.custom_step TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.custom_order TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.early_product TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.early_access TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.early_product TO 'jf_partner'@'localhost';
GRANT SELECT ON jifen.early_access TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.early_product TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.early_access TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.early_product TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.early_access TO 'jf_job'@'localhost';
-- The emergency stop: every program that spends looks; the desk sets and lifts.
GRANT SELECT ON jifen.stop_gate TO 'jf_member'@'localhost';
GRANT SELECT (stop_id, kind, item, draw_id, text, text_en, set_at, standing) ON jifen.stop TO 'jf_member'@'localhost';
GRANT SELECT ON jifen.stop_gate TO 'jf_partner'@'localhost';
GRANT SELECT (stop_id, kind, item, draw_id, text, text_en, set_at, standing) ON jifen.stop TO 'jf_partner'@'localhost';
GRANT SELECT, UPDATE (standing) ON jifen.stop_gate TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, UPDATE (lifted_at, lifted_by, lift_reason) ON jifen.stop TO 'jf_job'@'localhost';
GRANT SELECT, UPDATE (standing) ON jifen.stop_gate TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (lifted_at, lifted_by, lift_reason) ON jifen.stop TO 'jf_admin'@'localhost';

-- Fulfilment papers: staff hand redemptions of miles to the airline, once each.
GRANT SELECT, INSERT, UPDATE (rows_in) ON jifen.miles_batch TO 'jf_admin'@'localhost';

-- Uses of coupons are written where coupons are taken; the job adds the days up by
-- partner, reports read them.
GRANT SELECT, INSERT ON jifen.coupon_use TO 'jf_partner'@'localhost';
GRANT SELECT, INSERT ON jifen.coupon_use TO 'jf_member'@'localhost';
GRANT SELECT, INSERT ON jifen.coupon_use TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.coupon_use TO 'jf_job'@'localhost';
GRANT SELECT, INSERT, DELETE ON jifen.rollup_partner TO 'jf_job'@'localhost';
GRANT SELECT ON jifen.rollup_partner TO 'jf_admin'@'localhost';

-- The advisers' contact log: staff write and settle, a low rating opens a call-back.
GRANT SELECT, INSERT ON jifen.contact TO 'jf_member'@'localhost';
GRANT SELECT, INSERT, UPDATE (member_id, came_from, done_at, done_by) ON jifen.contact TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE (member_id, came_from, done_at, done_by), DELETE ON jifen.contact TO 'jf_job'@'localhost';

-- Suppliers: kept by staff.
GRANT SELECT, INSERT, UPDATE ON jifen.supplier TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT ON jifen.supplier_review TO 'jf_admin'@'localhost';
GRANT SELECT, INSERT, UPDATE ON jifen.supplier TO 'jf_job'@'localhost';
GRANT SELECT, INSERT ON jifen.supplier_review TO 'jf_job'@'localhost';
