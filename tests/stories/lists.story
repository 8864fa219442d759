# The admin's lists: an allowed sender is exempt if he is proven, one indicator can be silenced alone, and a blocked address is
# malicious, wherever it stands.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }

sender customer
	envelope office@customer.example
	client 192.0.2.60
	results spf=pass smtp.mailfrom=customer.example; dkim=pass header.d=customer.example

sender forger
	envelope office@rented.example
	client 203.0.113.66
	results spf=none smtp.mailfrom=rented.example; dkim=none

mail pay
	From: Maria Rossi <office@customer.example>
	Reply-To: $reply
	To: ap@ours.example
	Subject: Order $n

	Please make a wire transfer of our refund today.

set reply office@customer.example

allow address office@customer.example only display-name-vip

at 2026-01-05T09:00:00Z
send pay by customer
	clean
	found payment-request
	silent display-name-vip claim+ask

# whose proof is missing isn't the one who is allowed
send pay by forger
	suspicious
	found display-name-vip
	found claim+ask

allow domain customer.example
send pay by customer
	exempt
	silent display-name-vip
send pay by forger
	with client 198.51.100.66
	suspicious 5..
	found display-name-vip
	silent dialogue-marked

block address drop@elsewhere.example
send pay by forger
	with client 198.18.0.66
	with reply drop@elsewhere.example
	malicious 8..
	found blocked 8

block domain rented.example
send pay by customer
	with reply x@mail.rented.example
	found blocked
