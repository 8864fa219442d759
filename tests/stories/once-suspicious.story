# An honest new supplier whose first mail was suspicious becomes known by what he sends later; only his account and his Reply-To wait
# for an admin's word.

configuration
	policy default { suspicious-threshold = 3 }

sender acme
	envelope sales@newsupplier.example
	client $net
	results spf=pass smtp.mailfrom=newsupplier.example; dkim=pass header.d=newsupplier.example

mail first
	From: New Supplier <sales@newsupplier.example>
	Reply-To: new.supplier@gmail.com
	To: ap@ours.example
	Subject: Invoice $n

	This is urgent and confidential: please make the payment of our invoice $n today. IBAN: GB82 WEST 1234 5698 7654 32

mail later
	From: New Supplier <sales@newsupplier.example>
	To: ap@ours.example
	Subject: Delivery $n

	Your order has left our house this morning.

set net 192.0.2.25
at 2026-01-05T09:00:00Z
send first by acme
	with net 198.51.100.77
	suspicious
rows pending 1 sales@newsupplier.example

at +1 day
send later by acme for 20 days
	clean
rows pending 0 sales@newsupplier.example

# known again: network and days; not what money and answers depend on
row trait sales@newsupplier.example
	value=198.51.100.0/24
	value=192.0.2.0/24
no-row trait sales@newsupplier.example
	value=GB...5432*
	value=new.supplier@gmail.com
	value=gmail.com
send later by acme
	with net 198.51.100.77
	clean
	silent new-network new-sender
