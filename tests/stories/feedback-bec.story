# What passed as clean, and an admin calls fraud: it takes back what it taught, and its account is blocked whoever names it.

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

sender other
	envelope office@other.example
	client 192.0.2.99
	results spf=pass smtp.mailfrom=other.example; dkim=pass header.d=other.example

mail note
	From: Office <office@other.example>
	To: ap@ours.example
	Subject: Account $n

	Our account is $iban.

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send invoice by acme for 10 days
	clean

at +1 day
send invoice by acme
	with iban GB82 WEST 1234 5698 7654 32
	clean
row trait billing@acme.example
	value=GB...5432*
row trait @acme.example
	value=GB...5432*
row party billing@acme.example
	days=11
feedback bec
row trait billing@acme.example
	value=DE...3000*
no-row trait billing@acme.example
	value=GB...5432*
row trait @acme.example
	value=DE...3000*
no-row trait @acme.example
	value=GB...5432*
row party billing@acme.example
	days=10
row recipient ap@ours.example
	identity_days=10

at +1 day
send note by other
	with iban GB82 WEST 1234 5698 7654 32
	malicious 8..
	found blocked 8
	found dialogue-marked
send note by other
	clean
	silent blocked bank-detail-new
