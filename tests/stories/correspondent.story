# Whom we write to first is no stranger when he answers. Automatic answers, bulk and mail to many make nobody a correspondent,
# and who is proven only by a network isn't the one we wrote to.

sender regular
	envelope person-$i@partner-$i.example
	client 192.0.2.$i
	results spf=pass smtp.mailfrom=partner-$i.example; dkim=pass header.d=partner-$i.example

mail report
	From: Person $i <person-$i@partner-$i.example>
	To: ap@ours.example
	Subject: Report $n

	The report of the day is on the shared drive.

sender passer
	envelope person-$i@passer-$i.example
	client 192.0.2.$i
	results spf=pass smtp.mailfrom=passer-$i.example; dkim=pass header.d=passer-$i.example

mail once
	From: Person $i <person-$i@passer-$i.example>
	To: ap@ours.example
	Subject: Visit $n

	Thank you for the visit of our stand.

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap

mail question
	From: Accounts <ap@ours.example>
	To: $to
	Subject: Question $n

	Could you send us your price list?

mail away
	From: Accounts <ap@ours.example>
	To: $to
	Auto-Submitted: auto-replied
	Subject: Out of office

	I am back on Monday.

mail bulk
	From: Accounts <ap@ours.example>
	To: $to
	List-Unsubscribe: <mailto:off@ours.example>
	Subject: Our news

	We have moved.

sender shop
	envelope $who@$who.example
	client 192.0.2.50
	results spf=pass smtp.mailfrom=$who.example; dkim=pass header.d=$who.example

sender forger
	envelope office@rented.example
	client 203.0.113.66
	results spf=none smtp.mailfrom=rented.example; dkim=none

mail prices
	From: Shop <$who@$who.example>
	To: ap@ours.example
	Subject: Price list $n

	The price list is on our web site.

at 2026-01-05T09:00:00Z
send once by passer 9 times
	clean
send report by regular 20 times for 10 days
	clean

at +1 day
send question by colleague
	with to written@written.example
	clean
	direction outbound
	only nothing
send away by colleague
	with to away@away.example
	direction outbound
send bulk by colleague
	with to bulk@bulk.example
	direction outbound
send question by colleague
	with to a1@x.example, a2@x.example, a3@x.example, a4@x.example, a5@x.example, a6@x.example, a7@x.example, a8@x.example, a9@x.example, a10@x.example, a11@x.example, a12@x.example, a13@x.example, a14@x.example, a15@x.example, a16@x.example, a17@x.example, a18@x.example, a19@x.example, a20@x.example, many@many.example
	direction outbound
rows correspondent 1
row correspondent written@written.example
	trusted=1

at +1 day
send prices by forger
	with who written
	found first-contact
send prices by shop
	with who written
	clean
	silent first-contact
	found new-sender
send prices by shop
	with who away
	found first-contact
send prices by shop
	with who bulk
	found first-contact
send prices by shop
	with who many
	found first-contact
