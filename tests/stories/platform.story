# Strangers share the From of an invoicing platform: each is a sender of his own by his Reply-To. The tickets of a small company
# have foreign Reply-To and Message-ID and are clean.

sender platform
	envelope bounce@intuit.com
	client 192.0.2.70
	results spf=pass smtp.mailfrom=intuit.com; dkim=pass header.d=intuit.com; dmarc=pass header.from=intuit.com

sender tickets
	envelope bounce@desk.example
	client 192.0.2.71
	results spf=pass smtp.mailfrom=desk.example; dkim=pass header.d=acme.example

mail invoice
	From: "$who via Invoices" <quickbooks@notification.intuit.com>
	Reply-To: $reply
	To: ap@ours.example
	Subject: Invoice $n from $who

	Please find your invoice $n attached. Payment within 30 days.

mail ticket
	From: Acme Support <support@acme.example>
	Reply-To: ticket-$n@desk.example
	To: ap@ours.example
	Message-ID: <ticket-$n@mail.desk.example>
	Subject: [Ticket $n] Your payment

	Your request was registered. Payment within 30 days is fine.

at 2026-01-05T09:00:00Z
send invoice by platform
	with who Bolt
	with reply office@bolt.example
	clean ..2.5
	found platform-new-reply-to
	found new-sender
	silent reply-to-divergence new-reply-to display-name-vip

at +1 day
send invoice by platform
	with who Bolt
	with reply office@bolt.example
	clean ..1
	silent platform-new-reply-to new-sender reply-to-divergence

send invoice by platform
	with who Nut
	with reply nut.office@gmail.com
	clean ..3
	found platform-new-reply-to
	found new-sender
	silent reply-to-freemail reply-to-divergence new-reply-to

rows party 1 quickbooks@notification.intuit.com reply office@bolt.example
rows party 0 quickbooks@notification.intuit.com

send ticket by tickets
	clean ..2.7
	found reply-to-divergence 0.8
	silent new-reply-to reply-to-freemail reply-to-same-name bank-change
