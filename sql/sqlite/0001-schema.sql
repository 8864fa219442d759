-- The store of OpenBEC in SQLite. Tables are private and change with versions; admins read the views
-- (sql/common/views.sql). Times are seconds since 1970, days are counted from there (UTC).
--
-- One column is the shard key of each table and stands first in its key, so that the shared store can spread the same
-- rows over many machines. Counters only ever change by upserts that commute. No triggers, no sequences.
-- Small rows live in their key (WITHOUT ROWID); the two tables with long ones don't: they would spill over.

CREATE TABLE schema_version (
	version INTEGER NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO schema_version (version) VALUES (1);

-- How the store is kept.
CREATE TABLE setting (
	name  TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL                -- privacy: plain, or what the key that addresses are hashed with makes of a fixed word
) STRICT, WITHOUT ROWID;

-- Who wrote to us: an address with its proof, or an organisation ("@acme.example").
CREATE TABLE party (
	party         TEXT    NOT NULL PRIMARY KEY,
	address       TEXT    NOT NULL,   -- empty for an organisation
	domain        TEXT    NOT NULL,
	proof         TEXT    NOT NULL,   -- aligned, via, network
	first_seen    INTEGER NOT NULL,
	last_seen     INTEGER NOT NULL,
	days          INTEGER NOT NULL,   -- distinct days of clean mail
	first_day     INTEGER NOT NULL,
	last_day      INTEGER NOT NULL,
	longest_gap   INTEGER NOT NULL,   -- days between two that follow each other
	dkim_days     INTEGER NOT NULL,
	dkim_last_day INTEGER NOT NULL,
	-- {"mailer": {"n": 12, "d": 20123, "v": [["value", days, first_day, last_day], ...]}, "account": {"n": 3, "d": 20111}}:
	-- n days on which the kind was shown, d the last of them; kinds without v have rows in trait
	traits        TEXT    NOT NULL,
	-- last_day / 91: what ageing goes by. It changes four times a year, so that its index is not written with each day.
	quarter       INTEGER NOT NULL
) STRICT;
CREATE INDEX party_age ON party (quarter);
CREATE INDEX party_once ON party (last_day) WHERE days = 1;
CREATE INDEX party_domain ON party (domain);

-- The traits that admins ask for: Reply-To, bank accounts, phone numbers, networks.
CREATE TABLE trait (
	party     TEXT    NOT NULL,
	kind      TEXT    NOT NULL,
	value     TEXT    NOT NULL,
	days      INTEGER NOT NULL,
	first_day INTEGER NOT NULL,
	last_day  INTEGER NOT NULL,
	PRIMARY KEY (party, kind, value)
) STRICT, WITHOUT ROWID;
-- Who else gave this account.
CREATE INDEX trait_account ON trait (value, first_day, party) WHERE kind = 'account';

-- A party's clean mail to one recipient of ours; it goes with the party.
CREATE TABLE contact (
	party      TEXT    NOT NULL,
	recipient  TEXT    NOT NULL,
	first_seen INTEGER NOT NULL,
	last_seen  INTEGER NOT NULL,
	days       INTEGER NOT NULL,
	last_day   INTEGER NOT NULL,
	PRIMARY KEY (party, recipient)
) STRICT, WITHOUT ROWID;

-- How often new senders write to a recipient; the empty recipient is the whole site.
CREATE TABLE recipient (
	recipient     TEXT    NOT NULL PRIMARY KEY,
	identity_days INTEGER NOT NULL,   -- (party, day) pairs of clean mail
	once          INTEGER NOT NULL,   -- parties seen on one day only
	last_day      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Outside addresses that ours wrote to.
CREATE TABLE correspondent (
	address       TEXT    NOT NULL PRIMARY KEY,
	first_written INTEGER NOT NULL,
	last_written  INTEGER NOT NULL,
	days          INTEGER NOT NULL,
	last_day      INTEGER NOT NULL,
	trusted       INTEGER NOT NULL    -- 1: we wrote first, or they had written more than 7 days before, unmarked
) STRICT, WITHOUT ROWID;
CREATE INDEX correspondent_age ON correspondent (last_day);

-- Organisations that one of ours wrote to, trusted; with keys once they wrote to us, proven.
CREATE TABLE known_domain (
	domain    TEXT    NOT NULL PRIMARY KEY,
	both_ways INTEGER NOT NULL,   -- 1: has rows in domain_key
	last_day  INTEGER NOT NULL    -- of mail to or from it
) STRICT, WITHOUT ROWID;
CREATE INDEX known_domain_age ON known_domain (last_day);

-- By these a domain that looks like a known one finds it (lib/party/lookalike_keys.h).
CREATE TABLE domain_key (
	key    INTEGER NOT NULL,
	domain TEXT    NOT NULL,
	PRIMARY KEY (key, domain)
) STRICT, WITHOUT ROWID;
CREATE INDEX domain_key_domain ON domain_key (domain);

-- What findings left behind. One row a message, so that clearing one message's marks leaves the others'.
CREATE TABLE mark (
	value   TEXT    NOT NULL,   -- a party's key, an address, a fingerprint
	kind    TEXT    NOT NULL,   -- identity, reply-to, account, phone
	message TEXT    NOT NULL,   -- key of the message that left it
	at      INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	verdict TEXT    NOT NULL,
	PRIMARY KEY (value, kind, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_age ON mark (expires);

-- What the admin allows or blocks, and what feedback called fraud; protected persons and partners beside the configured ones.
CREATE TABLE entry (
	value     TEXT    NOT NULL,
	list      TEXT    NOT NULL,   -- allow, block, person, partner
	type      TEXT    NOT NULL,   -- address, domain, account, phone; of a person: name, alias, address
	indicator TEXT    NOT NULL,   -- allow: the one that it silences; empty: all
	comment   TEXT    NOT NULL,
	created   INTEGER NOT NULL,
	expires   INTEGER NOT NULL,   -- 0: never
	name      TEXT    NOT NULL,   -- whose a person's name, alias or address is; otherwise empty
	message   TEXT    NOT NULL,   -- key of the message whose feedback made it; empty: by the admin
	PRIMARY KEY (value, list, type)
) STRICT, WITHOUT ROWID;

-- Names of our own people, from authenticated mail.
CREATE TABLE staff (
	name_key TEXT    NOT NULL,
	address  TEXT    NOT NULL,
	name     TEXT    NOT NULL,
	days     INTEGER NOT NULL,
	last_day INTEGER NOT NULL,
	PRIMARY KEY (name_key, address)
) STRICT, WITHOUT ROWID;

-- Mail of ours that left: whether an answer's In-Reply-To, or what it quotes, was ever sent.
CREATE TABLE sent (
	id     TEXT    NOT NULL PRIMARY KEY,   -- keyed hash of its Message-ID
	at     INTEGER NOT NULL,
	anchor INTEGER NOT NULL,               -- the smallest of its digests, by which one finds it without its id; 0: none
	lines  TEXT    NOT NULL                -- keyed digests of its lines, 16 hexadecimal digits each
) STRICT;
CREATE INDEX sent_anchor ON sent (anchor, at);
CREATE INDEX sent_at ON sent (at);

-- Mail in and out, by whom it was shared: whether who answers it had it.
CREATE TABLE thread (
	id      TEXT    NOT NULL PRIMARY KEY,  -- keyed hash of its Message-ID
	at      INTEGER NOT NULL,
	parties TEXT    NOT NULL               -- keyed digests of its outside parties, 16 hexadecimal digits each: address, organisation, ...
) STRICT;
CREATE INDEX thread_at ON thread (at);

-- How many In-Reply-To ids of ours the answers of a day cited, and how many of these we know: do we see all mail that leaves.
CREATE TABLE coverage (
	day   INTEGER NOT NULL PRIMARY KEY,
	cited INTEGER NOT NULL,
	found INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the daemons counted (becctl stats): messages by verdict and action, nanoseconds of CPU by stage.
CREATE TABLE counter (
	kind  TEXT    NOT NULL,
	name  TEXT    NOT NULL,
	day   INTEGER NOT NULL,
	value INTEGER NOT NULL,
	PRIMARY KEY (kind, name, day)
) STRICT, WITHOUT ROWID;

-- The verdict log; also what makes learning idempotent.
CREATE TABLE message (
	message         TEXT    NOT NULL PRIMARY KEY,   -- keyed hash
	at              INTEGER NOT NULL,
	host            TEXT    NOT NULL,
	queue_id        TEXT    NOT NULL,
	message_id      TEXT    NOT NULL,
	direction       TEXT    NOT NULL,
	verdict         TEXT    NOT NULL,
	action          TEXT    NOT NULL,
	score           REAL    NOT NULL,
	probability     REAL    NOT NULL,
	threshold       REAL    NOT NULL,
	party           TEXT    NOT NULL,   -- may be empty
	domain          TEXT    NOT NULL,   -- the party's
	sender          TEXT    NOT NULL,   -- of From
	envelope        TEXT    NOT NULL,
	recipients      TEXT    NOT NULL,   -- JSON array, the first 50
	recipient_total INTEGER NOT NULL,
	findings        TEXT    NOT NULL,   -- JSON array
	authentication  TEXT    NOT NULL,   -- JSON object
	lesson          TEXT    NOT NULL,   -- nothing, pending, released, learned
	batch           TEXT    NOT NULL,   -- JSON object: what it taught or would teach, for feedback
	feedback        TEXT    NOT NULL,   -- empty, legitimate, bec
	feedback_at     INTEGER NOT NULL    -- 0: none
) STRICT;
CREATE INDEX message_at ON message (at);
CREATE INDEX message_queue_id ON message (queue_id, at);
CREATE INDEX message_message_id ON message (message_id, at);
CREATE INDEX message_party ON message (party, at);

-- Sightings of suspicious mail, until later clean mail of the same party or an admin frees them.
CREATE TABLE pending (
	party          TEXT    NOT NULL,
	message        TEXT    NOT NULL,
	at             INTEGER NOT NULL,
	clean_days     INTEGER NOT NULL,   -- later days with clean mail of the established party
	last_clean_day INTEGER NOT NULL,   -- at first the message's own
	sighting       TEXT    NOT NULL,   -- JSON object
	PRIMARY KEY (party, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_age ON pending (at);
