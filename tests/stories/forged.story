# Whoever writes in a sender's name without his proof reaches a profile of his own: the real one stays byte for byte as
# it was, whatever way the forger came.

sender acme
	envelope billing@acme.example
	client 192.0.2.25
	helo mail.acme.example
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100
	mailer Ledger Mail 4.2

sender forger
	envelope billing@acme.example
	client 203.0.113.66
	results spf=fail smtp.mailfrom=acme.example; dkim=none; dmarc=fail header.from=acme.example

sender lister
	envelope bounces@bulk.example
	client 203.0.113.67
	results spf=pass smtp.mailfrom=bulk.example; dkim=pass header.d=bulk.example

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

mail forgery
	From: Acme Billing <billing@acme.example>
	Reply-To: acme.billing@other.example
	To: ap@ours.example
	Subject: Invoice $n
	X-Mailer: Mass Mailer 1.0
	Content-Type: text/plain; charset=utf-8

	Hello, the delivery of last week is complete. Thank you.

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme for 20 days
	clean

remember billing@acme.example
remember @acme.example

at +1 day
send forgery by forger
	clean
	proof network
	found dmarc-fail 1
	found spf-fail
	found new-sender
	found new-reply-to
	found new-network
	found new-mailer
	silent new-domain

unchanged billing@acme.example
unchanged @acme.example
rows party 1 billing@acme.example net 203.0.113.0/24

at +1 day
send forgery by lister
	clean
	proof via
	found new-sender
	found new-reply-to
	found new-dkim-domain
	silent dmarc-fail spf-fail new-domain

unchanged billing@acme.example
unchanged @acme.example
rows party 1 billing@acme.example via bulk.example

# twenty days of forgeries train nothing that the real one is judged by
at +1 day
send forgery by forger for 20 days
unchanged billing@acme.example
unchanged @acme.example

send invoice by acme
	clean 0..2
	proof aligned
	silent new-sender new-network new-mailer new-reply-to dialogue-marked
changed billing@acme.example
