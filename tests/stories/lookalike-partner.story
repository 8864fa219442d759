# A thief registers a name like that of a supplier with whom we correspond, and goes on in their thread. The supplier isn't
# configured: that mail has gone both ways is enough. Before it has, nobody knows the name.

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap

sender acme
	envelope billing@acme-supplies.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme-supplies.example; dkim=pass header.d=acme-supplies.example

sender thief
	envelope $who
	client 203.0.113.66
	results spf=pass smtp.mailfrom=$at; dkim=pass header.d=$at

mail order
	From: Accounts <ap@ours.example>
	To: billing@acme-supplies.example
	Message-ID: <order-$n@ours.example>
	Subject: Our order

	Please send us ten chairs.

mail invoice
	From: Acme Billing <billing@acme-supplies.example>
	To: ap@ours.example
	Message-ID: <invoice-$n@acme-supplies.example>
	Subject: Invoice

	Thank you for the order. Our invoice follows next week.

mail change
	From: Billing <$who>
	To: ap@ours.example
	In-Reply-To: <invoice-2@acme-supplies.example>
	References: <invoice-2@acme-supplies.example>
	Subject: Re: Invoice

	Our bank details have changed. Please make the payment to our new bank account: GB82 WEST 1234 5698 7654 32

mail hello
	From: Tom <$who>
	To: $whom
	Subject: Hello

	Shall we meet at the fair in May?

set whom ap@ours.example

at 2026-01-05T09:00:00Z
send hello by thief
	with who tom@acme-supplies.test
	with at acme-supplies.test
	clean
	silent lookalike-partner-domain lookalike-of-named

# we wrote first
send order by colleague
	with to billing@acme-supplies.example
	direction outbound
row known_domain acme-supplies.example
	both_ways=0
rows domain_key 0

at +1 day
send invoice by acme
	clean
	silent lookalike-partner-domain
row known_domain acme-supplies.example
	both_ways=1

# one letter, in the thread: a look-alike that needs no claim
at +1 day
send change by thief
	with who billing@acme-suppliess.example
	with at acme-suppliess.example
	suspicious
	found lookalike-partner-domain 2.6
	found claim+ask

# a word added is weak, but it poses as an answer
send change by thief
	with who billing@acme-supplies-billing.example
	with at acme-supplies-billing.example
	malicious
	found dialogue-marked
	found lookalike-partner-domain 2.6

# no claim, but this recipient deals with the supplier; a colleague doesn't
send hello by thief
	with who tim@acme-supplies.test
	with at acme-supplies.test
	found lookalike-partner-domain 2.6

send hello by thief
	with who tim@acme-supplies.test
	with at acme-supplies.test
	with to office@ours.example
	with whom office@ours.example
	found lookalike-partner-domain 1.3

# the supplier itself goes on in silence
at +1 day
send invoice by acme
	clean
	silent lookalike-partner-domain lookalike-of-named lookalike-participant
