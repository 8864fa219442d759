-- The named statements of the store, for both backends. Parameters are $1 $2 ...; the time is one, too.

-- name: party_get
SELECT party, address, domain, proof, first_seen, last_seen, days, first_day, last_day, longest_gap, dkim_days,
       dkim_last_day, traits
  FROM party WHERE party = $1

-- name: party_put
INSERT INTO party (party, address, domain, proof, first_seen, last_seen, days, first_day, last_day, longest_gap,
                   dkim_days, dkim_last_day, traits, quarter)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (party) DO UPDATE SET
       first_seen = excluded.first_seen, last_seen = excluded.last_seen, days = excluded.days,
       first_day = excluded.first_day, last_day = excluded.last_day, longest_gap = excluded.longest_gap,
       dkim_days = excluded.dkim_days, dkim_last_day = excluded.dkim_last_day, traits = excluded.traits,
       quarter = excluded.quarter

-- The same where the quarter stays: no index is touched.
-- name: party_update
UPDATE party SET first_seen = $2, last_seen = $3, days = $4, first_day = $5, last_day = $6, longest_gap = $7,
       dkim_days = $8, dkim_last_day = $9, traits = $10
 WHERE party = $1

-- name: party_delete
DELETE FROM party WHERE party = $1

-- An address with every proof: its keys are the address alone, or begin with it and a blank ("!" is the next byte).
-- name: address_first_seen
SELECT first_seen FROM party WHERE party >= $1 AND party < $1 || '!' ORDER BY first_seen LIMIT 1

-- name: trait_all
SELECT kind, value, days, first_day, last_day
  FROM trait WHERE party = $1 ORDER BY kind, first_day, value LIMIT 1024

-- name: trait_put
INSERT INTO trait (party, kind, value, days, first_day, last_day) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (party, kind, value) DO UPDATE SET
       days = excluded.days, first_day = excluded.first_day, last_day = excluded.last_day

-- name: trait_delete
DELETE FROM trait WHERE party = $1 AND kind = $2 AND value = $3

-- name: contact_get
SELECT first_seen, last_seen, days, last_day FROM contact WHERE party = $1 AND recipient = $2

-- name: contact_put
INSERT INTO contact (party, recipient, first_seen, last_seen, days, last_day) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (party, recipient) DO UPDATE SET
       first_seen = excluded.first_seen, last_seen = excluded.last_seen, days = excluded.days,
       last_day = excluded.last_day

-- name: contact_delete
DELETE FROM contact WHERE party = $1 AND recipient = $2

-- name: recipient_get
SELECT identity_days, once FROM recipient WHERE recipient = $1

-- name: recipient_add
INSERT INTO recipient (recipient, identity_days, once, last_day) VALUES ($1, $2, $3, $4)
ON CONFLICT (recipient) DO UPDATE SET
       identity_days = recipient.identity_days + excluded.identity_days,
       once = recipient.once + excluded.once,
       last_day = CASE WHEN excluded.last_day > recipient.last_day THEN excluded.last_day ELSE recipient.last_day END

-- name: correspondent_get
SELECT first_written, last_written, days, last_day, trusted FROM correspondent WHERE address = $1

-- name: correspondent_put
INSERT INTO correspondent (address, first_written, last_written, days, last_day, trusted)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (address) DO UPDATE SET
       first_written = excluded.first_written, last_written = excluded.last_written, days = excluded.days,
       last_day = excluded.last_day, trusted = excluded.trusted

-- name: correspondent_delete
DELETE FROM correspondent WHERE address = $1

-- name: known_domain_get
SELECT both_ways, last_day FROM known_domain WHERE domain = $1

-- name: known_domain_put
INSERT INTO known_domain (domain, both_ways, last_day) VALUES ($1, $2, $3)
ON CONFLICT (domain) DO UPDATE SET both_ways = excluded.both_ways, last_day = excluded.last_day

-- name: known_domain_delete
DELETE FROM known_domain WHERE domain = $1

-- name: known_domain_by_key
SELECT domain FROM domain_key
 WHERE key IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) LIMIT 64

-- name: domain_key_put
INSERT INTO domain_key (key, domain) VALUES ($1, $2) ON CONFLICT (key, domain) DO NOTHING

-- name: domain_key_forget
DELETE FROM domain_key WHERE domain = $1

-- An organisation's own row is there once its proven mail was learned.
-- name: domain_wrote
SELECT 1 FROM party WHERE party = '@' || $1

-- name: domain_writes_to
SELECT 1 FROM (SELECT party FROM party WHERE domain = $1 AND proof = 'aligned' LIMIT 200) p
  JOIN contact ON contact.party = p.party AND contact.recipient = $2 LIMIT 1

-- name: mark_get
SELECT kind, value, at, expires, message, verdict
  FROM mark WHERE value = $1 AND kind = $2 AND expires > $3 ORDER BY at DESC, message LIMIT 1

-- Who left it.
-- name: mark_messages
SELECT message FROM mark WHERE value = $1 AND kind = $2 AND expires > $3 ORDER BY at DESC, message LIMIT 16

-- name: address_marked
SELECT kind, value, at, expires, message, verdict
  FROM mark WHERE value >= $1 AND value < $1 || '!' AND kind IN ('identity', 'reply-to') AND expires > $2 LIMIT 1

-- name: mark_put
INSERT INTO mark (kind, value, at, expires, message, verdict) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (value, kind, message) DO UPDATE SET
       at = excluded.at, expires = excluded.expires, verdict = excluded.verdict

-- Room for one more: the newest 15 of a value stay.
-- name: mark_evict
DELETE FROM mark WHERE value = $1 AND kind = $2 AND message IN
       (SELECT message FROM mark WHERE value = $1 AND kind = $2 ORDER BY at DESC, message LIMIT 1000 OFFSET 15)

-- name: mark_delete
DELETE FROM mark WHERE value = $1 AND kind = $2 AND message = $3

-- name: entry_get
SELECT list, type, value, indicator, comment, created, expires, name
  FROM entry WHERE value = $1 AND list = $2 AND type = $3 AND (expires = 0 OR expires > $4)

-- name: entry_put
INSERT INTO entry (list, type, value, indicator, comment, created, expires, name, message)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (value, list, type) DO UPDATE SET
       indicator = excluded.indicator, comment = excluded.comment, created = excluded.created,
       expires = excluded.expires, name = excluded.name, message = excluded.message

-- Feedback never takes over what the admin entered.
-- name: entry_put_feedback
INSERT INTO entry (list, type, value, indicator, comment, created, expires, name, message)
VALUES ('block', $1, $2, '', $3, $4, 0, '', $5)
ON CONFLICT (value, list, type) DO NOTHING

-- name: entry_delete
DELETE FROM entry WHERE value = $1 AND list = $2 AND type = $3 RETURNING value

-- name: entry_delete_feedback
DELETE FROM entry WHERE value = $1 AND list = 'block' AND type = $2 AND message = $3

-- name: staff_get
SELECT name_key, name, address, days, last_day
  FROM staff WHERE name_key = $1 ORDER BY days DESC, address LIMIT 16

-- name: staff_put
INSERT INTO staff (name_key, name, address, days, last_day) VALUES ($1, $2, $3, 1, $4)
ON CONFLICT (name_key, address) DO UPDATE SET
       name = excluded.name, days = staff.days + 1, last_day = excluded.last_day
 WHERE excluded.last_day > staff.last_day

-- name: sent_get
SELECT at, lines FROM sent WHERE id = $1 AND at >= $2

-- name: sent_by_anchor
SELECT at, lines FROM sent WHERE anchor = $1 AND at >= $2 ORDER BY at DESC LIMIT 1

-- name: sent_put
INSERT INTO sent (id, at, anchor, lines) VALUES ($1, $2, $3, $4)
ON CONFLICT (id) DO UPDATE SET at = excluded.at, anchor = excluded.anchor, lines = excluded.lines

-- name: thread_get
SELECT parties FROM thread WHERE id = $1 AND at >= $2

-- name: thread_put
INSERT INTO thread (id, at, parties) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING

-- name: coverage_get
SELECT coalesce(sum(cited), 0), coalesce(sum(found), 0), coalesce(min(day), 0) FROM coverage WHERE day > $1 AND day <= $2

-- name: coverage_add
INSERT INTO coverage (day, cited, found) VALUES ($1, 1, $2)
ON CONFLICT (day) DO UPDATE SET cited = coverage.cited + excluded.cited, found = coverage.found + excluded.found

-- name: counter_add
INSERT INTO counter (kind, name, day, value) VALUES ($1, $2, $3, $4)
ON CONFLICT (kind, name, day) DO UPDATE SET value = counter.value + excluded.value

-- name: counter_sums
SELECT kind, name, sum(value) AS value, min(day) AS first_day FROM counter WHERE day >= $1 GROUP BY kind, name

-- name: message_get
SELECT message, at, host, queue_id, message_id, direction, verdict, action, score, probability, threshold, party, domain,
       sender, envelope, recipients, recipient_total, findings, authentication, lesson, batch, feedback, feedback_at
  FROM message WHERE message = $1

-- name: message_by_queue_id
SELECT message, at, host, queue_id, message_id, direction, verdict, action, score, probability, threshold, party, domain,
       sender, envelope, recipients, recipient_total, findings, authentication, lesson, batch, feedback, feedback_at
  FROM message WHERE queue_id = $1 ORDER BY at DESC, message LIMIT 1

-- name: message_by_host
SELECT message, at, host, queue_id, message_id, direction, verdict, action, score, probability, threshold, party, domain,
       sender, envelope, recipients, recipient_total, findings, authentication, lesson, batch, feedback, feedback_at
  FROM message WHERE queue_id = $1 AND host = $2 ORDER BY at DESC, message LIMIT 1

-- name: message_by_message_id
SELECT message, at, host, queue_id, message_id, direction, verdict, action, score, probability, threshold, party, domain,
       sender, envelope, recipients, recipient_total, findings, authentication, lesson, batch, feedback, feedback_at
  FROM message WHERE message_id IN ($1, $2) ORDER BY at DESC, message LIMIT 1

-- name: message_put
INSERT INTO message (message, at, host, queue_id, message_id, direction, verdict, action, score, probability, threshold,
                     party, domain, sender, envelope, recipients, recipient_total, findings, authentication, lesson,
                     batch, feedback, feedback_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
ON CONFLICT (message) DO UPDATE SET
       at = excluded.at, host = excluded.host, queue_id = excluded.queue_id, message_id = excluded.message_id,
       direction = excluded.direction, verdict = excluded.verdict, action = excluded.action, score = excluded.score,
       probability = excluded.probability, threshold = excluded.threshold, party = excluded.party,
       domain = excluded.domain, sender = excluded.sender, envelope = excluded.envelope,
       recipients = excluded.recipients, recipient_total = excluded.recipient_total, findings = excluded.findings,
       authentication = excluded.authentication, lesson = excluded.lesson, batch = excluded.batch,
       feedback = excluded.feedback, feedback_at = excluded.feedback_at

-- name: message_set_batch
UPDATE message SET batch = $1 WHERE message = $2

-- name: message_released
UPDATE message SET lesson = 'released' WHERE message = $1 AND lesson = 'pending'

-- name: message_set_feedback
UPDATE message SET lesson = $1, feedback = $2, feedback_at = $3 WHERE message = $4

-- What else was learned between two times from a party, from an organisation's domain.
-- name: message_learned_of_party
SELECT batch FROM message
 WHERE party = $1 AND at >= $2 AND at < $3 AND message <> $4 AND lesson = 'learned' ORDER BY at LIMIT 1000

-- name: message_learned_of_domain
SELECT batch FROM message
 WHERE party IN (SELECT party FROM party WHERE domain = $1) AND at >= $2 AND at < $3 AND message <> $4 AND lesson = 'learned' ORDER BY at LIMIT 1000

-- name: message_logged_before
SELECT at FROM message WHERE at < $1 ORDER BY at DESC LIMIT 1

-- name: pending_all
SELECT message, at, clean_days, last_clean_day, sighting FROM pending WHERE party = $1 AND at >= $2 ORDER BY at, message LIMIT 16

-- name: pending_put
INSERT INTO pending (party, message, at, clean_days, last_clean_day, sighting) VALUES ($1, $2, $3, 0, $4, $5)
ON CONFLICT (party, message) DO UPDATE SET
       at = excluded.at, clean_days = 0, last_clean_day = excluded.last_clean_day, sighting = excluded.sighting

-- Room for one more: the newest 15 of a party stay.
-- name: pending_evict
DELETE FROM pending WHERE party = $1 AND message IN
       (SELECT message FROM pending WHERE party = $1 ORDER BY at DESC, message LIMIT 1000 OFFSET 15)

-- name: pending_progress
UPDATE pending SET clean_days = $1, last_clean_day = $2 WHERE party = $3 AND message = $4

-- name: pending_delete
DELETE FROM pending WHERE party = $1 AND message = $2 RETURNING party

-- Ageing, in steps: $2 rows at most.
-- name: prune_message
DELETE FROM message WHERE message IN (SELECT message FROM message WHERE at < $1 ORDER BY at LIMIT $2) RETURNING message

-- name: prune_mark
DELETE FROM mark WHERE (value, kind, message) IN
       (SELECT value, kind, message FROM mark WHERE expires <= $1 ORDER BY expires LIMIT $2) RETURNING value

-- name: prune_entry
DELETE FROM entry WHERE (value, list, type) IN
       (SELECT value, list, type FROM entry WHERE expires > 0 AND expires <= $1 LIMIT $2) RETURNING value

-- name: prune_pending
DELETE FROM pending WHERE (party, message) IN
       (SELECT party, message FROM pending WHERE at < $1 ORDER BY at LIMIT $2) RETURNING party

-- name: prune_sent
DELETE FROM sent WHERE id IN (SELECT id FROM sent WHERE at < $1 ORDER BY at LIMIT $2) RETURNING id

-- name: prune_thread
DELETE FROM thread WHERE id IN (SELECT id FROM thread WHERE at < $1 ORDER BY at LIMIT $2) RETURNING id

-- name: prune_coverage
DELETE FROM coverage WHERE day IN (SELECT day FROM coverage WHERE day < $1 LIMIT $2) RETURNING day

-- name: prune_counter
DELETE FROM counter WHERE (kind, name, day) IN
       (SELECT kind, name, day FROM counter WHERE day < $1 LIMIT $2) RETURNING name

-- name: prune_correspondent
DELETE FROM correspondent WHERE address IN
       (SELECT address FROM correspondent WHERE last_day < $1 ORDER BY last_day LIMIT $2) RETURNING address

-- name: prune_known_domain
DELETE FROM known_domain WHERE domain IN
       (SELECT domain FROM known_domain WHERE last_day < $1 ORDER BY last_day LIMIT $2) RETURNING domain

-- name: prune_staff
DELETE FROM staff WHERE (name_key, address) IN
       (SELECT name_key, address FROM staff WHERE last_day < $1 LIMIT $2) RETURNING address

-- name: prune_recipient
DELETE FROM recipient WHERE recipient IN
       (SELECT recipient FROM recipient WHERE last_day < $1 AND recipient <> '' LIMIT $2) RETURNING recipient

-- name: prune_party
DELETE FROM party WHERE party IN
       (SELECT party FROM party WHERE quarter < $1 / 91 ORDER BY quarter LIMIT $2) RETURNING party

-- name: prune_party_once
DELETE FROM party WHERE party IN
       (SELECT party FROM party WHERE last_day < $1 AND days = 1 ORDER BY last_day LIMIT $2) RETURNING party

-- Of those who were seen on one day only the newest $1 stay.
-- name: prune_strangers
DELETE FROM party WHERE party IN
       (SELECT party FROM party WHERE days = 1 ORDER BY last_day DESC LIMIT $2 OFFSET $1) RETURNING party

-- What hangs on a party, when it goes.
-- name: party_forget_traits
DELETE FROM trait WHERE party = $1

-- name: party_forget_contacts
DELETE FROM contact WHERE party = $1

-- name: party_forget_pending
DELETE FROM pending WHERE party = $1

-- Ready queries, for becctl and for people: store_query().

-- The newest $1 verdicts; only those of verdict $2 unless it is empty.
-- name: recent
SELECT * FROM recent_verdicts WHERE ($2 = '' OR verdict = $2) ORDER BY at DESC, message LIMIT $1

-- One address, with every proof.
-- name: sender
SELECT * FROM sender_reputation WHERE party >= $1 AND party < $1 || '!' ORDER BY party LIMIT 1000

-- The traits of one party ($1: its key) that have rows of their own; the others stand in sender_reputation.traits.
-- name: sender_traits
SELECT kind, value, days, first_day, last_day FROM trait WHERE party = $1 ORDER BY kind, last_day DESC, value LIMIT 1024

-- The newest verdicts on one party's mail.
-- name: sender_verdicts
SELECT * FROM recent_verdicts WHERE party = $1 ORDER BY at DESC, message LIMIT $2

-- name: domain
SELECT * FROM domain_reputation WHERE domain = $1

-- Who writes from it, the most frequent first.
-- name: domain_senders
SELECT * FROM sender_reputation WHERE domain = $1 AND address <> '' ORDER BY days DESC, party LIMIT 1000

-- Persons that hold at $1, each one's name first, then its aliases and addresses.
-- name: persons
SELECT name, type, value, comment, created, expires
  FROM entry WHERE list = 'person' AND (expires = 0 OR expires > $1) ORDER BY name, type DESC, value LIMIT 50000

-- name: partners
SELECT value, comment, created, expires
  FROM entry WHERE list = 'partner' AND (expires = 0 OR expires > $1) ORDER BY value LIMIT 10000

-- What is allowed and blocked; only list $1 unless it is empty.
-- name: lists
SELECT list, type, value, indicator, comment, created, expires, message
  FROM entry WHERE ($1 = '' OR list = $1) ORDER BY list, type, value

-- name: sender_reputation
SELECT * FROM sender_reputation ORDER BY party

-- name: domain_reputation
SELECT * FROM domain_reputation ORDER BY domain

-- name: recent_verdicts
SELECT * FROM recent_verdicts ORDER BY at DESC, message

-- Who gave an account, the first first; $2 rows at most.
-- name: account_owners
SELECT trait.party, party.address, party.domain, party.proof, trait.days
  FROM trait JOIN party ON party.party = trait.party
 WHERE trait.kind = 'account' AND trait.value = $1 ORDER BY trait.first_day, trait.party LIMIT $2


-- All that is held about an address, table by table (becctl export). mentions(text, address) says whether one of a text's addresses is
-- this one; without(text, address) gives the text with "forgotten" in its place: both are the backend's.

-- name: export_party
SELECT * FROM party WHERE mentions(party, $1) OR mentions(address, $1) OR mentions(traits, $1) ORDER BY party

-- name: export_trait
SELECT * FROM trait WHERE mentions(party, $1) OR mentions(value, $1) ORDER BY party, kind, value

-- name: export_contact
SELECT * FROM contact WHERE mentions(party, $1) OR mentions(recipient, $1) ORDER BY party, recipient

-- name: export_recipient
SELECT * FROM recipient WHERE mentions(recipient, $1) ORDER BY recipient

-- name: export_correspondent
SELECT * FROM correspondent WHERE mentions(address, $1) ORDER BY address

-- name: export_mark
SELECT * FROM mark WHERE mentions(value, $1) ORDER BY value, kind, message

-- name: export_entry
SELECT * FROM entry WHERE list <> 'person' AND (mentions(value, $1) OR mentions(comment, $1)) ORDER BY value, list, type

-- Persons' addresses are never hashed: $2 is "person".
-- name: export_person
SELECT * FROM entry WHERE list = $2 AND (mentions(value, $1) OR mentions(comment, $1)) ORDER BY value, list, type

-- name: export_staff
SELECT * FROM staff WHERE mentions(address, $1) OR mentions(name, $1) OR mentions(name_key, $1) ORDER BY name_key, address

-- name: export_message
SELECT * FROM message
 WHERE mentions(party, $1) OR mentions(sender, $1) OR mentions(envelope, $1) OR mentions(recipients, $1) OR
       mentions(findings, $1) OR mentions(authentication, $1) OR mentions(batch, $1) OR mentions(message_id, $1)
 ORDER BY at, message

-- name: export_pending
SELECT * FROM pending WHERE mentions(party, $1) OR mentions(sighting, $1) ORDER BY party, message

-- And forgotten: rows about it go, what others' rows say of it is replaced (becctl forget).

-- name: forget_party
DELETE FROM party WHERE mentions(party, $1) OR mentions(address, $1) RETURNING party

-- name: forget_in_party
UPDATE party SET traits = without(traits, $1) WHERE mentions(traits, $1) RETURNING party

-- name: forget_trait
DELETE FROM trait WHERE mentions(party, $1) OR mentions(value, $1) RETURNING party

-- name: forget_contact
DELETE FROM contact WHERE mentions(party, $1) OR mentions(recipient, $1) RETURNING party

-- name: forget_recipient
DELETE FROM recipient WHERE mentions(recipient, $1) RETURNING recipient

-- name: forget_correspondent
DELETE FROM correspondent WHERE mentions(address, $1) RETURNING address

-- name: forget_mark
DELETE FROM mark WHERE mentions(value, $1) RETURNING value

-- name: forget_entry
DELETE FROM entry WHERE list <> 'person' AND mentions(value, $1) RETURNING value

-- name: forget_in_entry
UPDATE entry SET comment = without(comment, $1) WHERE list <> 'person' AND mentions(comment, $1) RETURNING value

-- name: forget_person
DELETE FROM entry WHERE list = $2 AND mentions(value, $1) RETURNING value

-- name: forget_in_person
UPDATE entry SET comment = without(comment, $1) WHERE list = $2 AND mentions(comment, $1) RETURNING value

-- name: forget_staff
DELETE FROM staff WHERE mentions(address, $1) OR mentions(name, $1) OR mentions(name_key, $1) RETURNING address

-- name: forget_message
DELETE FROM message WHERE mentions(party, $1) OR mentions(sender, $1) OR mentions(envelope, $1) RETURNING message

-- name: forget_in_message
UPDATE message SET recipients = without(recipients, $1), findings = without(findings, $1),
       authentication = without(authentication, $1), batch = without(batch, $1), message_id = without(message_id, $1)
 WHERE mentions(recipients, $1) OR mentions(findings, $1) OR mentions(authentication, $1) OR mentions(batch, $1) OR
       mentions(message_id, $1) RETURNING message

-- name: forget_pending
DELETE FROM pending WHERE mentions(party, $1) OR mentions(sighting, $1) RETURNING party

-- Who else got mail with something that a message had, since $1 and but for message $2 itself (becctl explain --related).

-- name: related_sender
SELECT * FROM recent_verdicts WHERE at >= $1 AND message <> $2 AND (mentions(sender, $3) OR mentions(party, $3)) ORDER BY at DESC, message LIMIT 1000

-- name: related_domain
SELECT * FROM recent_verdicts WHERE at >= $1 AND message <> $2 AND domain = $3 ORDER BY at DESC, message LIMIT 1000

-- name: related_reply_to
SELECT v.* FROM recent_verdicts v JOIN message m ON m.message = v.message
 WHERE v.at >= $1 AND v.message <> $2 AND mentions(m.batch, $3) ORDER BY v.at DESC, v.message LIMIT 1000

-- A fingerprint: neither % nor _ is in it.
-- name: related_fingerprint
SELECT v.* FROM recent_verdicts v JOIN message m ON m.message = v.message
 WHERE v.at >= $1 AND v.message <> $2 AND m.batch LIKE '%' || $3 || '%' ORDER BY v.at DESC, v.message LIMIT 1000
