-- The public face of the store: these views and their columns stay, tables may change. Both backends. Times are
-- seconds since 1970 (SQLite: datetime(at, 'unixepoch'); PostgreSQL: to_timestamp(at)), days are counted from there.

-- Who wrote to us, one row an authenticated identity or organisation.
CREATE VIEW sender_reputation AS
SELECT
	p.party         AS party,          -- the key: address and proof; "@acme.example" is an organisation
	p.address       AS address,        -- empty for an organisation
	p.domain        AS domain,         -- organisational domain
	p.proof         AS proof,          -- aligned: proven to be the address's own; via: another domain signed; network: nothing verified
	p.first_seen    AS first_seen,     -- first clean message
	p.last_seen     AS last_seen,      -- a clean message of the last day on which it wrote
	p.days          AS days,           -- distinct days with clean mail
	p.longest_gap   AS longest_gap,    -- the longest silence between two such days, in days
	p.dkim_days     AS dkim_days,      -- distinct days with an aligned DKIM signature
	CASE WHEN p.proof = 'aligned' AND p.days >= 4 AND p.last_day - p.first_day >= 14
	     THEN 1 ELSE 0 END AS established,  -- 1: aligned on 4 days over 14
	(SELECT count(*) FROM contact c WHERE c.party = p.party) AS recipients,  -- of ours to whom it wrote
	(SELECT max(m.expires) FROM mark m WHERE m.value = p.party AND m.kind = 'identity')
	                AS marked_until,   -- an earlier message was found bad; NULL: none was
	p.traits        AS traits          -- JSON: what is usual, per kind
FROM party p;

-- The same by organisational domain.
CREATE VIEW domain_reputation AS
SELECT
	p.domain        AS domain,
	sum(CASE WHEN p.address <> '' AND p.proof = 'aligned' THEN 1 ELSE 0 END)
	                AS proven_senders,    -- addresses whose mail was proven to be theirs
	sum(CASE WHEN p.address <> '' AND p.proof <> 'aligned' THEN 1 ELSE 0 END)
	                AS unproven_senders,  -- identities that only claim the domain
	min(CASE WHEN p.proof = 'aligned' THEN p.first_seen END) AS first_seen,  -- first proven clean message; NULL: none yet
	max(CASE WHEN p.proof = 'aligned' THEN p.last_seen END)  AS last_seen,
	max(CASE WHEN p.proof = 'aligned' THEN p.days ELSE 0 END)
	                AS days,              -- distinct days with proven clean mail (on a shared domain: of its most frequent sender)
	max(CASE WHEN p.proof = 'aligned' AND p.address = '' AND p.days >= 4 AND p.last_day - p.first_day >= 14
	     THEN 1 ELSE 0 END) AS established,  -- 1: the organisation wrote, aligned, on 4 days over 14
	max(m.expires)  AS marked_until       -- one of its senders bears a mark; NULL: none does
FROM party p
LEFT JOIN (SELECT value, max(expires) AS expires FROM mark WHERE kind = 'identity' GROUP BY value) m ON m.value = p.party
GROUP BY p.domain;

-- The verdict log.
CREATE VIEW recent_verdicts AS
SELECT
	message,          -- key of the message: the same however often it comes
	at,               -- when it was judged
	host,             -- by which exchanger
	queue_id,         -- the MTA's
	message_id,
	direction,        -- inbound, outbound, internal
	verdict,          -- clean, suspicious, malicious, exempt, error
	action,           -- what was done
	score,
	probability,      -- of fraud, 0..1
	threshold,        -- suspicious from this score on
	party,            -- key into sender_reputation; may be empty
	domain,           -- the party's organisational domain
	sender,           -- address of From
	envelope,         -- envelope sender
	recipients,       -- JSON array: the first 50
	recipient_total,  -- how many there were
	findings,         -- JSON array: id, strength, points, reason
	authentication,   -- JSON object: spf, dkim, dmarc, arc, identity
	lesson,           -- nothing; pending: waits for feedback; released: freed by later clean mail; learned
	feedback,         -- legitimate, bec; empty: none
	feedback_at       -- 0: none
FROM message;
