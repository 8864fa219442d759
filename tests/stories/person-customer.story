# A namesake at a customer is no alarm once we correspond with that proven address, nor is firstname@ at one.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }

sender us
	envelope ap@ours.example
	client 10.0.0.5
	login ap
	to $box@customer.example

sender customer
	envelope $box@customer.example
	client 192.0.2.60
	results spf=pass smtp.mailfrom=customer.example; dkim=pass header.d=customer.example

sender forger
	envelope office@rented.example
	client 203.0.113.66
	results spf=none smtp.mailfrom=rented.example; dkim=none

mail question
	From: Accounts <ap@ours.example>
	To: $box@customer.example
	Subject: Order $n

	Could you confirm the order?

mail answer
	From: $name <$box@customer.example>
	To: ap@ours.example
	Subject: Order $n

	We confirm it.

set name Maria Rossi
set box rossi

at 2026-05-04T09:00:00Z
send question by us
	clean
	direction outbound

at +1 day
send answer by customer
	clean
	silent display-name-vip local-part-vip

# the same words unproven
send answer by forger
	found display-name-vip 3

send answer by customer
	with name Maria
	with box maria
	silent display-name-vip local-part-vip
