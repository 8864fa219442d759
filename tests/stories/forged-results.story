# Results that the sender wrote himself, below the first Received field, or in another host's name, prove nothing.

sender forger
	envelope office@rented.example
	client 203.0.113.66
	results spf=none smtp.mailfrom=rented.example; dkim=none

mail below
	Received: from a.example (a.example [192.0.2.25]) by b.example; Mon, 5 Jan 2026 08:00:00 +0000
	Authentication-Results: mx.ours.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	From: Acme <billing@acme.example>
	To: ap@ours.example
	Subject: Order $n

	Your order is on its way.

mail other
	Authentication-Results: mx.theirs.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	From: Acme <billing@acme.example>
	To: ap@ours.example
	Subject: Order $n

	Your order is on its way.

at 2026-01-05T09:00:00Z
send below by forger
	proof network
	found unauthenticated
send other by forger
	proof network
	found unauthenticated
rows party 0 billing@acme.example
