-- The public face of the store: these views and their columns stay, tables may change. Both backends; what needs a backend's own
-- JSON functions is in its views.sql. Times are seconds since 1970 (SQLite: datetime(at, 'unixepoch'); PostgreSQL:
-- to_timestamp(at)), days are counted from there. With privacy = hashed each address is "#" and 32 hexadecimal digits before its domain.

-- Who wrote to us, one row an authenticated identity or organisation.
CREATE VIEW sender_reputation AS
SELECT
	p.party         AS party,          -- the key: address and proof; "@acme.example" is an organisation
	p.address       AS address,        -- empty for an organisation
	p.domain        AS domain,         -- organisational domain
	p.proof         AS proof,          -- aligned: proven to be the address's own; via: another domain signed; network: nothing verified
	p.first_seen    AS first_seen,     -- first clean message, seconds since 1970
	p.last_seen     AS last_seen,      -- a clean message of the last day on which it wrote, seconds since 1970
	p.days          AS days,           -- distinct days with clean mail
	p.longest_gap   AS longest_gap,    -- the longest silence between two such days, in days
	p.dkim_days     AS dkim_days,      -- distinct days with an aligned DKIM signature
	CASE WHEN p.proof = 'aligned' AND p.days >= 4 AND p.last_day - p.first_day >= 14
	     THEN 1 ELSE 0 END AS established,  -- 1: aligned on 4 days over 14
	(SELECT count(*) FROM contact c WHERE c.party = p.party) AS recipients,  -- of ours to whom it wrote
	(SELECT max(m.expires) FROM mark m WHERE m.value = p.party AND m.kind = 'identity')
	                AS marked_until,   -- an earlier message was found bad: until then it counts, seconds since 1970; NULL: none was
	p.traits        AS traits          -- JSON: what is usual, per kind
FROM party p;

-- The same by organisational domain.
CREATE VIEW domain_reputation AS
SELECT
	p.domain        AS domain,            -- organisational domain
	sum(CASE WHEN p.address <> '' AND p.proof = 'aligned' THEN 1 ELSE 0 END)
	                AS proven_senders,    -- addresses whose mail was proven to be theirs
	sum(CASE WHEN p.address <> '' AND p.proof <> 'aligned' THEN 1 ELSE 0 END)
	                AS unproven_senders,  -- identities that only claim the domain
	min(CASE WHEN p.proof = 'aligned' THEN p.first_seen END) AS first_seen,  -- first proven clean message, seconds since 1970; NULL: none yet
	max(CASE WHEN p.proof = 'aligned' THEN p.last_seen END)
	                AS last_seen,         -- a proven clean message of the last day on which it wrote; NULL: none yet
	max(CASE WHEN p.proof = 'aligned' THEN p.days ELSE 0 END)
	                AS days,              -- distinct days with proven clean mail (on a shared domain: of its most frequent sender)
	max(CASE WHEN p.proof = 'aligned' AND p.address = '' AND p.days >= 4 AND p.last_day - p.first_day >= 14
	     THEN 1 ELSE 0 END) AS established,  -- 1: the organisation wrote, aligned, on 4 days over 14
	max(m.expires)  AS marked_until       -- one of its senders bears a mark until then, seconds since 1970; NULL: none does
FROM party p
LEFT JOIN (SELECT value, max(expires) AS expires FROM mark WHERE kind = 'identity' GROUP BY value) m ON m.value = p.party
GROUP BY p.domain;

-- Addresses that the site has heard of for the first time, one row an authenticated identity: ORDER BY first_seen.
CREATE VIEW new_senders AS
SELECT
	p.party         AS party,          -- key into sender_reputation
	p.address       AS address,        -- the address of From
	p.domain        AS domain,         -- organisational domain
	p.proof         AS proof,          -- aligned, via, network
	p.first_seen    AS first_seen,     -- its first clean message, seconds since 1970
	p.days          AS days,           -- distinct days with clean mail since
	CASE WHEN EXISTS (SELECT 1 FROM party o WHERE o.domain = p.domain AND o.party <> p.party AND o.address <> '' AND o.first_seen < p.first_seen)
	     THEN 1 ELSE 0 END AS domain_known,  -- 1: somebody else of its domain had written before
	CASE WHEN EXISTS (SELECT 1 FROM correspondent c WHERE c.address = p.address)
	     THEN 1 ELSE 0 END AS written_to     -- 1: one of ours has written to it
FROM party p
WHERE p.address <> '';

-- Outside addresses that ours wrote to.
CREATE VIEW correspondents AS
SELECT
	c.address       AS address,        -- the outside party's
	c.first_written AS first_written,  -- our first message to it, seconds since 1970
	c.last_written  AS last_written,   -- a message of the last day on which we wrote, seconds since 1970
	c.days          AS days,           -- distinct days on which we wrote
	c.trusted       AS trusted,        -- 1: we wrote first, or it had written more than 7 days before, unmarked
	(SELECT max(p.last_seen) FROM party p WHERE p.address = c.address AND p.party >= c.address AND p.party < c.address || '!')
	                AS last_heard,     -- its last clean mail, however proven, seconds since 1970; NULL: none
	(SELECT max(p.days) FROM party p WHERE p.party = c.address)
	                AS proven_days     -- distinct days with its proven clean mail; NULL: none
FROM correspondent c;

-- Bank accounts and who gave them, one row an account and identity or organisation.
CREATE VIEW bank_accounts AS
SELECT
	t.value         AS account,        -- fingerprint: country, last four characters, a keyed hash; never the number
	t.party         AS party,          -- key into sender_reputation
	p.address       AS address,        -- who gave it; empty for an organisation
	p.domain        AS domain,         -- organisational domain
	p.proof         AS proof,          -- aligned, via, network
	t.days          AS days,           -- distinct days on which it was given
	t.first_day     AS first_day,      -- the first of them, days since 1970
	t.last_day      AS last_day,       -- the last of them, days since 1970
	(SELECT max(m.expires) FROM mark m WHERE m.value = t.value AND m.kind = 'account')
	                AS marked_until,   -- a bad message gave it, too: until then it counts, seconds since 1970; NULL: none did
	CASE WHEN EXISTS (SELECT 1 FROM entry e WHERE e.value = t.value AND e.list = 'block' AND e.type = 'account')
	     THEN 1 ELSE 0 END AS blocked  -- 1: by an admin or by feedback
FROM trait t
JOIN party p ON p.party = t.party
WHERE t.kind = 'account';

-- The verdict log.
CREATE VIEW recent_verdicts AS
SELECT
	message,          -- key of the message: the same however often it comes
	at,               -- when it was judged, seconds since 1970
	host,             -- by which exchanger
	queue_id,         -- the MTA's
	message_id,       -- as in its header, without angle brackets
	direction,        -- inbound, outbound, internal
	verdict,          -- clean, suspicious, malicious, exempt, error
	action,           -- what was done
	score,            -- sum of the findings' points
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
	feedback_at       -- when it was given, seconds since 1970; 0: none
FROM message;
