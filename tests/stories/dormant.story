# An established sender who is silent for long, and writes again; a retry of that message finds the same, the next one nothing.

sender acme
	envelope billing@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example

mail order
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Order $n

	Your order is on its way.

at 2026-01-05T09:00:00Z
send order by acme for 21 days
	clean
	silent dormant-return

# a holiday
at +27 days
send order by acme
	clean
	silent dormant-return

# the longest pause is 27 days by now
at +107 days
send order by acme
	silent dormant-return
at +300 days
send order by acme
	clean
	found dormant-return 0.5
again
	found dormant-return 0.5
send order by acme
	silent dormant-return

# who never was established can't return
sender once
	envelope office@once.example
	client 192.0.2.26
	results spf=pass smtp.mailfrom=once.example

mail note
	From: Office <office@once.example>
	To: ap@ours.example
	Subject: Note $n

	Your note is on its way.

send note by once
	clean
at +400 days
send note by once
	clean
	silent dormant-return
