# A customer's Maria Rossi is not ours. At first her name is remarkable, and clean as long as she asks for nothing; once she has
# long been writing from a proven address it is only her name. The same name unproven stays a claim.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }

sender customer
	envelope maria.rossi@customer.example
	client 192.0.2.60
	results spf=pass smtp.mailfrom=customer.example; dkim=pass header.d=customer.example

sender forger
	envelope office@rented.example
	client 203.0.113.66
	results spf=none smtp.mailfrom=rented.example; dkim=none

mail order
	From: Maria Rossi <maria.rossi@customer.example>
	To: ap@ours.example
	Subject: Order $n

	We would like to order ten more boxes.

mail pay
	From: Maria Rossi <maria.rossi@customer.example>
	To: ap@ours.example
	Subject: Order $n

	Please make the payment of our refund today by bank transfer.

at 2026-01-05T09:00:00Z
send order by customer
	clean 3..4.7
	found display-name-vip 3
	silent claim+ask

at +1 day
send order by customer for 20 days
	clean

send pay by customer
	clean ..2
	proof aligned
	silent display-name-vip local-part-vip claim+ask

send pay by forger
	suspicious 5..
	proof network
	found display-name-vip 3
	found claim+ask
