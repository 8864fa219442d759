# A suspicious message marks its sender, and a retry isn't judged by its own mark: what excused it the first time still does.
# The next message is.

sender shop
	envelope ann@shop.example
	client 192.0.2.26
	results spf=pass smtp.mailfrom=shop.example; dkim=pass header.d=shop.example

mail order
	From: Ann Archer <ann@shop.example>
	Reply-To: ann.archer.shop@gmail.com
	To: ap@ours.example
	Subject: Order $n

	Your order is on its way. IBAN: $iban

mail change
	From: Ann Archer <ann@shop.example>
	Reply-To: ann.archer.shop@gmail.com
	To: ap@ours.example
	Subject: Order $n

	Our bank details have changed. This is urgent: please make the payment today to our new bank account.
	IBAN: GB82 WEST 1234 5698 7654 32

set iban DE89 3704 0044 0532 0130 00

at 2026-01-05T09:00:00Z
send order by shop for 20 days
	clean
at +1 day
send change by shop
	suspicious 5.5..6.2
	silent reply-to-divergence reply-to-freemail dialogue-marked
again
	suspicious 5.5..6.2
	silent reply-to-divergence reply-to-freemail dialogue-marked

send change by shop
	malicious 8..
	found dialogue-marked
	found reply-to-freemail
again
	malicious 8..
	found dialogue-marked
	found reply-to-freemail
