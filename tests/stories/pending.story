# What a suspicious message shows waits. Established mail on three later clean days frees it, except accounts; an admin's word
# frees those, too, and takes the marks away.

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

mail change
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Invoice $n
	X-Mailer: $mailer
	Content-Type: text/plain; charset=utf-8

	Dear customer,

	our bank details have changed. Please find our invoice $n attached; payment is due within 30 days to our new bank account.
	IBAN: $iban
	$more

	Kind regards
	Acme Billing

sender thief
	envelope billing@acme.example
	client 203.0.113.70
	helo mail.acme.example
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100
	mailer Ledger Mail 4.2

mail order
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Order $n
	X-Mailer: $mailer

	Your order is on its way.

set iban DE89 3704 0044 0532 0130 00
set more

at 2026-01-05T09:00:00Z
send invoice by acme for 20 days
	clean

at +1 day
send change by thief
	with iban GB82 WEST 1234 5698 7654 32
	suspicious
	found new-network
	found bank-detail-new
rows pending 1 billing@acme.example
rows pending 1 @acme.example
no-row trait billing@acme.example
	value=203.0.113.0/24
	value=GB...5432*

at +1 day
send order by acme for 2 days
	clean
	found dialogue-marked
rows pending 1 billing@acme.example

at +1 day
send order by acme
	clean
rows pending 0 billing@acme.example
rows pending 0 @acme.example
# the network is history, the account isn't
row trait billing@acme.example
	value=203.0.113.0/24
no-row trait billing@acme.example
	value=GB...5432*
send order by thief
	silent new-network
send invoice by thief
	with iban GB82 WEST 1234 5698 7654 32
	suspicious
	found bank-detail-new
	found dialogue-marked
rows pending 1 billing@acme.example
feedback bec
rows pending 0 billing@acme.example

# another one, and this time the admin says that it was honest
at +100 days
send change by thief
	with client 198.51.100.33
	with iban FR14 2004 1010 0505 0001 3M02 606
	suspicious
	found bank-detail-new
	silent dialogue-marked
feedback legitimate
rows pending 0 billing@acme.example
rows mark 0 FR...2606

at +1 day
send change by thief
	with client 198.51.100.33
	with iban FR14 2004 1010 0505 0001 3M02 606
	clean ..3
	silent bank-detail-new new-network dialogue-marked
