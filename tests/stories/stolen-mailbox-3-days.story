# The supplier's real mailbox in a thief's hands, after three days of invoices: the new account and one more sign are
# suspicious.

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

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme for 3 days
	clean
	silent bank-detail-new

at +1 day
send change by thief
	with iban GB82 WEST 1234 5698 7654 32
	with more
	suspicious 5..5.8
	proof aligned
	found bank-detail-new 2.2..2.3
	found bank-change 1.1..1.4
	found new-network
	found bank-detail-new+change
	silent first-contact new-sender new-mailer dmarc-fail
