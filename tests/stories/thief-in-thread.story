# A thief who writes into a real thread, from a name like the supplier's, marks himself: nothing of the supplier changes, and nobody
# else who writes in that thread bears a mark. He himself does, with whatever he writes next.

configuration
	policy default { suspicious-threshold = 3 }

sender acme
	envelope billing@acme-supplies.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme-supplies.example; dkim=pass header.d=acme-supplies.example

sender thief
	envelope billing@acme-suppiies.example
	client 203.0.113.66
	results spf=pass smtp.mailfrom=acme-suppiies.example; dkim=pass header.d=acme-suppiies.example

mail invoice
	From: Acme Billing <billing@acme-supplies.example>
	To: ap@ours.example
	Message-ID: <thread-$n@acme-supplies.example>
	Subject: Invoice

	Please find our invoice $n. IBAN: DE89 3704 0044 0532 0130 00

mail change
	From: Acme Billing <billing@acme-suppiies.example>
	To: ap@ours.example
	In-Reply-To: <thread-1@acme-supplies.example>
	References: <thread-1@acme-supplies.example>
	Subject: Re: Invoice

	Our bank details have changed. Please make the payment to our new bank account: GB82 WEST 1234 5698 7654 32

	On Monday Acme Billing wrote:
	> Please find our invoice 1.

mail follow
	From: Acme Billing <billing@acme-supplies.example>
	To: ap@ours.example
	In-Reply-To: <thread-1@acme-supplies.example>
	References: <thread-1@acme-supplies.example>
	Subject: Re: Invoice

	Has our invoice arrived? Thank you.

at 2026-01-05T09:00:00Z
send invoice by acme for 20 days
	clean
remember billing@acme-supplies.example
remember @acme-supplies.example

at +1 day
send change by thief
	suspicious 3..
	silent dialogue-marked
unchanged billing@acme-supplies.example
unchanged @acme-supplies.example
rows mark 1 billing@acme-suppiies.example
rows mark 0 billing@acme-supplies.example
rows mark 0 @acme-supplies.example

send follow by acme
	clean
	silent dialogue-marked

at +1 day
send change by thief
	found dialogue-marked 2
