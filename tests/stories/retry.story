# The same message again (a retry, a further recipient) counts nothing twice and is judged as the first time; another
# recipient is remembered.

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

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme
	clean
	found new-sender
	found new-domain
	found payment-request
remember billing@acme.example
remember @acme.example

at 2026-01-05T09:30:00Z
again
	clean
	found new-sender
	found new-domain
	found payment-request
	silent first-contact
at +2 days
again
	clean
	found new-sender
	found new-domain
unchanged billing@acme.example
unchanged @acme.example
rows message 1

again
	with to boss@ours.example
	clean
	found new-sender
changed billing@acme.example
row party billing@acme.example
	days=1
row contact billing@acme.example
	recipient=boss@ours.example

# what it marked itself isn't held against it
at +1 day
send invoice by acme for 9 days
	clean
at +1 day
send change by acme
	with iban GB82 WEST 1234 5698 7654 32
	with more This is urgent, please pay today.
	suspicious 5.5..6.5
	silent dialogue-marked
again
	suspicious 5.5..6.5
	found bank-detail-new 2.8
	found bank-detail-new+pressure
	silent dialogue-marked
rows pending 1 billing@acme.example
