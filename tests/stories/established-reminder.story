# An established supplier's urgent reminder, and the same from a new program in a new network.

sender acme
	envelope billing@acme.example
	client $net
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100
	to ap@ours.example

mail order
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Order $n
	X-Mailer: $mailer

	Your order is on its way.

mail reminder
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Reminder $n
	X-Mailer: $mailer

	This is urgent: please make the payment of the overdue invoice $n today.

set net 192.0.2.25
set mailer Ledger Mail 4.2

at 2026-01-05T09:00:00Z
send order by acme for 60 days
	clean

at +1 day
send reminder by acme
	clean ..1.8
	found urgency
	found payment-request
	silent first-contact new-sender new-network new-mailer

send reminder by acme
	with net 198.51.100.25
	with mailer Other Program 1.0
	clean ..3
	found new-network 0.9..1
	found new-mailer 0.2..0.4
	found urgency
	silent first-contact new-sender new-timezone bank-detail-new

# a newer version of the usual program is the usual program
send order by acme
	with mailer Ledger Mail 5.0
	clean
	only nothing
