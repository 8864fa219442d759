# The same after ten days of invoices. The thief's sender, and the account that he gave, bear a mark from now on; what he
# showed waits, and the profile is the supplier's.

sender acme
	envelope billing@acme.example
	client 192.0.2.25
	helo mail.acme.example
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100
	mailer Ledger Mail 4.2

sender thief
	envelope billing@acme.example
	client 203.0.113.70
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

mail thanks
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Delivery $n
	X-Mailer: $mailer

	The delivery has left our store.

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme for 10 days
	clean
	silent bank-detail-new

remember @acme.example

at +1 day
send change by thief
	with iban GB82 WEST 1234 5698 7654 32
	with more
	suspicious 6..6.8
	found bank-detail-new 2.8
	found new-network
	found bank-detail-new+change
	silent first-contact new-sender new-mailer dialogue-marked

rows mark 2
rows pending 1 billing@acme.example
no-row trait billing@acme.example
	value=203.0.113.0/24
	value=GB...5432*
row party billing@acme.example
	days=10

# the supplier itself bears it, too, until somebody says that it was fraud or wasn't
at +1 day
send thanks by acme
	clean ..2
	found dialogue-marked 2
	silent bank-detail-new new-network dialogue-marked+ask
