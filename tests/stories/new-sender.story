# A sender is new once: the second message to the same person finds nothing, and so does a second person here as long
# as the store is too young to know who rarely hears from strangers.

sender acme
	envelope billing@acme.example
	client 192.0.2.25
	helo mail.acme.example
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100
	mailer Ledger Mail 4.2

mail invoice
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Invoice $n
	X-Mailer: $mailer
	Content-Type: text/plain; charset=utf-8

	Dear customer,

	please find our invoice $n for the goods delivered last week. Payment within 30 days.
	IBAN: $iban

	Kind regards
	Acme Billing

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme
	clean 1..2.2
	direction inbound
	proof aligned
	found new-sender 0.2..0.3
	found new-domain 0.2..0.4
	silent first-contact bank-detail-new unauthenticated

at 2026-01-05T09:05:00Z
send invoice by acme
	clean
	only payment-request

at +1 day
send invoice by acme for 2 days
	clean
	only payment-request

at +1 day
send invoice by acme
	with to boss@ours.example
	clean
	only payment-request first-contact
	found first-contact 0.1..0.5

row party billing@acme.example
	days=4
	proof=aligned
row contact billing@acme.example
	recipient=ap@ours.example
	recipient=boss@ours.example
rows mark 0
