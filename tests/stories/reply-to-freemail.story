# A supplier's From, forged, that wants its replies at a free mail address, and the same field from those who may.

sender supplier
	envelope billing@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example

sender forger
	envelope office@rented.example
	client 203.0.113.66
	results spf=softfail smtp.mailfrom=rented.example; dkim=none; dmarc=fail (p=none) header.from=acme.example

mail invoice
	From: Acme Billing <billing@acme.example>
	To: ap@ours.example
	Subject: Invoice $n

	Please find our invoice attached. Payment within 30 days.

mail urgent
	From: Acme Billing <billing@acme.example>
	Reply-To: acme.billing.office@gmail.com
	To: ap@ours.example
	Subject: Invoice $n

	This is urgent: please make the payment of invoice $n today by bank transfer.

# the same sender for years with his private address
sender shop
	envelope ann@shop.example
	client 192.0.2.26
	results spf=pass smtp.mailfrom=shop.example; dkim=pass header.d=shop.example

mail order
	From: Ann Archer <ann@shop.example>
	Reply-To: ann.archer.shop@gmail.com
	To: ap@ours.example
	Subject: Order $n

	Your order is on its way.

at 2026-01-05T09:00:00Z
send order by shop
	clean ..3
	found reply-to-divergence 0.4
	found reply-to-freemail 1.3
	silent reply-to-lookalike new-reply-to

at +1 day
send order by shop for 20 days
	clean
send invoice by supplier for 5 days
	clean
	silent reply-to-divergence reply-to-freemail

send order by shop
	clean
	silent reply-to-divergence reply-to-freemail new-reply-to

remember billing@acme.example
send urgent by forger
	suspicious 5..7.5
	proof network
	found reply-to-freemail 1.3
	found reply-to-divergence 0.4
	found reply-away+ask
	found dmarc-fail
	found payment-request
	found new-reply-to
	silent internal-spoof display-name-vip new-domain
unchanged billing@acme.example

# the address for replies is marked; it may write itself now, or stand in a mail of another name
sender free
	envelope acme.billing.office@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com

mail free
	From: Acme <acme.billing.office@gmail.com>
	To: ap@ours.example
	Subject: Your question

	The amount is 4000 euros.

send free by free
	clean
	found dialogue-marked 2
	silent reply-to-freemail
