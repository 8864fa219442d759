-- Public views beside sql/common/views.sql that take JSON columns apart, which each backend does in its own way. Their columns are the
-- same in all.

-- What each identity or organisation has shown, one row a value.
CREATE VIEW sender_traits AS
SELECT
	t.party     AS party,      -- key into sender_reputation
	t.kind      AS kind,       -- reply-to, network, account, phone: what has rows of its own
	t.value     AS value,      -- as it is compared; accounts and phone numbers as fingerprints
	t.days      AS days,       -- distinct days on which it was shown
	t.first_day AS first_day,  -- the first of them, days since 1970
	t.last_day  AS last_day    -- the last of them, days since 1970
FROM trait t
UNION ALL
SELECT
	p.party     AS party,      -- the same of the kinds that are packed
	k.key       AS kind,       -- mailer, timezone, language, name, ...
	json_extract(v.value, '$[0]') AS value,      -- as it is compared
	json_extract(v.value, '$[1]') AS days,       -- distinct days on which it was shown
	json_extract(v.value, '$[2]') AS first_day,  -- the first of them, days since 1970
	json_extract(v.value, '$[3]') AS last_day    -- the last of them, days since 1970
FROM party p, json_each(p.traits) k, json_each(k.value, '$.v') v;

-- What each message of the verdict log showed, whatever its verdict was; one row a value.
CREATE VIEW message_traits AS
SELECT
	m.message AS message,  -- key into recent_verdicts
	m.at      AS at,       -- when it was judged, seconds since 1970
	m.party   AS party,    -- key into sender_reputation; may be empty
	m.domain  AS domain,   -- the party's organisational domain
	m.verdict AS verdict,  -- clean, suspicious, malicious, exempt, error
	json_extract(t.value, '$[0]') AS kind,  -- reply-to, network, account, phone, name, mailer, ...
	json_extract(t.value, '$[1]') AS value  -- as it is compared; accounts and phone numbers as fingerprints
FROM message m, json_each(m.batch, '$.sightings[0].traits') t;

-- What was found in each message, one row a finding.
CREATE VIEW message_findings AS
SELECT
	m.message AS message,  -- key into recent_verdicts
	m.at      AS at,       -- when it was judged, seconds since 1970
	m.verdict AS verdict,  -- clean, suspicious, malicious, exempt, error
	json_extract(f.value, '$.id')       AS id,        -- the indicator
	json_extract(f.value, '$.family')   AS family,    -- identity, auth, history, thread, intent, account, pair
	json_extract(f.value, '$.strength') AS strength,  -- how clearly it spoke, 0..1
	json_extract(f.value, '$.points')   AS points,    -- what it added to the score
	json_extract(f.value, '$.reason')   AS reason     -- the sentence
FROM message m, json_each(m.findings) f;

-- How often each indicator spoke, as far as the verdict log goes back.
CREATE VIEW indicator_stats AS
SELECT
	f.id          AS id,          -- the indicator
	f.family      AS family,      -- identity, auth, history, thread, intent, account, pair
	count(*)      AS messages,    -- in which it spoke
	sum(CASE WHEN f.verdict = 'clean' THEN 1 ELSE 0 END)      AS clean,       -- of these with this verdict
	sum(CASE WHEN f.verdict = 'suspicious' THEN 1 ELSE 0 END) AS suspicious,  -- of these with this verdict
	sum(CASE WHEN f.verdict = 'malicious' THEN 1 ELSE 0 END)  AS malicious,   -- of these with this verdict
	round(avg(f.points), 2) AS points,  -- that it added to the score, on average
	max(f.at)     AS last_at      -- the newest of them, seconds since 1970
FROM message_findings f
GROUP BY f.id, f.family;
