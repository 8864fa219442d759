# A sender who shows something else each time fills no store: 64 values a kind, of which the first ever stays.

sender acme
	envelope billing@acme.example
	client $net
	results spf=pass smtp.mailfrom=acme.example

mail order
	From: Acme <billing@acme.example>
	To: ap@ours.example
	Subject: Order $n

	Your order is on its way.

set net 192.0.2.25

at 2026-01-05T09:00:00Z
send order by acme
	clean

at +1 day
send order by acme 100 times
	with net 198.18.$i.1
	clean

# networks, and the Reply-To that it never set
rows trait 65 billing@acme.example
row trait billing@acme.example
	value=192.0.2.0/24
	value=198.18.100.0/24
	value=none
no-row trait billing@acme.example
	value=198.18.1.0/24
