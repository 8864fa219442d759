# A thief who writes from the supplier's own mailbox is in the conversation: nothing is wrong with the sender. To keep the supplier's
# people out he puts somebody of a name like theirs in their place.

sender ours
	envelope ap@ours.example
	client 10.0.0.5
	login ap

sender acme
	envelope ann@acmeworks.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acmeworks.example; dkim=pass header.d=acmeworks.example

mail order
	From: Accounts <ap@ours.example>
	To: Ann Lee <ann@acmeworks.example>
	Cc: Cy Orr <cy@orrpartners.example>
	Message-ID: <order-1@ours.example>
	Subject: Order

	Please send us twelve pumps of the small kind to the address that you know.

mail answer
	From: Ann Lee <ann@acmeworks.example>
	To: ap@ours.example
	Cc: $copy
	In-Reply-To: <order-1@ours.example>
	References: <order-1@ours.example>
	Subject: Re: Order

	The twelve pumps leave our house on Friday.

	From: Accounts <ap@ours.example>
	Sent: 4 January 2026 09:00
	To: Ann Lee <ann@acmeworks.example>
	Cc: Cy Orr <cy@orrpartners.example>
	Subject: Order

	Please send us twelve pumps of the small kind to the address that you know.

at 2026-01-04T09:00:00Z
send order by ours
	with to ann@acmeworks.example, cy@orrpartners.example
	direction outbound

at +1 day
send answer by acme
	with copy cy@orrpartners.example
	clean
	silent thread-intrusion quoted-swap participant-dropped quoted-never-sent quoted-format

at +1 day
send answer by acme
	with copy cy@orrpartmers.example
	found quoted-swap
	found participant-dropped
	silent thread-intrusion
