# Names like our own, registered by a thief who signs with them; names like that of our web shop, which the configuration names; and
# honest neighbours of both.

configuration
	partner "goldwater-trading.example" { comment = "our web shop, run by others" }

sender thief
	envelope director@$at
	client 203.0.113.66
	results spf=pass smtp.mailfrom=$at; dkim=pass header.d=$at

sender acme
	envelope ann@acme-supplies.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme-supplies.example; dkim=pass header.d=acme-supplies.example

mail wire
	From: The Director <director@$at>
	To: ap@ours.example
	Subject: Invoice

	Please make the payment of the attached invoice.

mail visit
	From: Tom <director@$at>
	To: ap@ours.example
	Subject: Visit

	Shall we meet at the fair in May?

mail copy
	From: Ann Lee <ann@acme-supplies.example>
	To: ap@ours.example, director@$at
	Subject: Visit

	Shall we meet at the fair in May?

at 2026-01-05T09:00:00Z
send wire by thief
	with at 0urs.example
	suspicious
	found lookalike-own-domain 3.3
	found claim+ask
	silent lookalike-partner-domain
send visit by thief
	with at ours.example.login.test
	found lookalike-own-domain 2.6

# the same name in Cyrillic letters; its label without the hyphen under another ending
send wire by thief
	with at xn--gldwater-trading-mkn.example
	suspicious
	found lookalike-partner-domain 3.3
send visit by thief
	with at goldwatertrading.test
	found lookalike-partner-domain 1.3
	silent claim+ask

# an addressee of that kind
send copy by acme
	with at goldwater-tradings.example
	found lookalike-participant 2.6
	silent lookalike-own-domain lookalike-partner-domain
send copy by acme
	with at 0urs.example
	found lookalike-participant 3.3

# other words; a short name that differs, or has another ending; the shop itself
send visit by thief
	with at goldwater-hotels.example
	clean
	silent lookalike-own-domain lookalike-partner-domain lookalike-of-named
send visit by thief
	with at hours.example
	clean
	silent lookalike-own-domain
send visit by thief
	with at ours.test
	clean
	silent lookalike-own-domain
send copy by acme
	with at mail.goldwater-trading.example
	clean
	silent lookalike-own-domain lookalike-partner-domain lookalike-participant
