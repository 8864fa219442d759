# Who wrote more than a week ago, and left no mark, is trusted once we answer; who wrote yesterday isn't yet.

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap

sender shop
	envelope $who@$who.example
	client 192.0.2.50
	results spf=pass smtp.mailfrom=$who.example; dkim=pass header.d=$who.example

mail prices
	From: Shop <$who@$who.example>
	To: ap@ours.example
	Subject: Price list $n

	The price list is on our web site.

mail answer
	From: Accounts <ap@ours.example>
	To: $who@$who.example
	Subject: Re: Price list

	Thank you.

at 2026-01-05T09:00:00Z
send prices by shop
	with who early

at +8 days
send prices by shop
	with who late

at +1 day
send answer by colleague
	with who early
	with to early@early.example
	direction outbound
send answer by colleague
	with who late
	with to late@late.example
	direction outbound

row correspondent early@early.example
	trusted=1
row correspondent late@late.example
	trusted=0

# a week on it is
at +8 days
send answer by colleague
	with who late
	with to late@late.example
row correspondent late@late.example
	trusted=1
	days=2
