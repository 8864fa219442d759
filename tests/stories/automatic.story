# What programs of ours answer makes nobody a correspondent: a read receipt, a calendar's yes, a ticket system's receipt, a notice
# that mail couldn't be delivered. The stranger who got it stays a stranger.

sender regular
	envelope person-$i@partner-$i.example
	client 192.0.2.$i
	results spf=pass smtp.mailfrom=partner-$i.example; dkim=pass header.d=partner-$i.example

mail report
	From: Person $i <person-$i@partner-$i.example>
	To: ap@ours.example
	Subject: Report $n

	The report of the day is on the shared drive.

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap

sender machine
	envelope <>
	client 10.0.0.5
	login ap

mail receipt
	From: Accounts <ap@ours.example>
	To: $to
	Subject: Read: Your message
	MIME-Version: 1.0
	Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

	--b
	Content-Type: text/plain

	Your message was read.
	--b
	Content-Type: message/disposition-notification

	Final-Recipient: rfc822; ap@ours.example
	Disposition: manual-action/MDN-sent-automatically; displayed
	--b--

mail bounce
	From: Mail system <ap@ours.example>
	To: $to
	Subject: Undelivered mail
	MIME-Version: 1.0
	Content-Type: multipart/report; report-type=delivery-status; boundary="b"

	--b
	Content-Type: text/plain

	Your message could not be delivered.
	--b
	Content-Type: message/delivery-status

	Reporting-MTA: dns; mx.ours.example

	Final-Recipient: rfc822; nobody@ours.example
	Action: failed
	Status: 5.1.1
	--b--

mail accepted
	From: Accounts <ap@ours.example>
	To: $to
	Subject: Accepted: Meeting
	MIME-Version: 1.0
	Content-Type: multipart/alternative; boundary="b"

	--b
	Content-Type: text/plain

	Accepted.
	--b
	Content-Type: text/calendar; method=REPLY; charset=utf-8

	BEGIN:VCALENDAR
	METHOD:REPLY
	BEGIN:VEVENT
	UID:1@ours.example
	ATTENDEE;PARTSTAT=ACCEPTED:mailto:ap@ours.example
	END:VEVENT
	END:VCALENDAR
	--b--

mail ticket
	From: Accounts <ap@ours.example>
	To: $to
	X-Auto-Response-Suppress: All
	Auto-Submitted: auto-generated
	Subject: [Ticket 4711] We have received your request

	A colleague will look at it.

mail question
	From: Accounts <ap@ours.example>
	To: $to
	Subject: Question $n

	Could you send us your price list?

sender stranger
	envelope $who@$who.example
	client 192.0.2.50
	results spf=pass smtp.mailfrom=$who.example; dkim=pass header.d=$who.example

mail prices
	From: Shop <$who@$who.example>
	To: ap@ours.example
	Subject: Price list $n

	The price list is on our web site.

at 2026-01-05T09:00:00Z
send report by regular 20 times for 10 days
	clean

at +1 day
send receipt by colleague
	with to receipt@receipt.example
	direction outbound
send receipt by machine
	with to receipt@receipt.example
	direction outbound
send bounce by machine
	with to bounce@bounce.example
	direction outbound
send accepted by colleague
	with to accepted@accepted.example
	direction outbound
send ticket by colleague
	with to ticket@ticket.example
	direction outbound
rows correspondent 0

# What a person writes does.
send question by colleague
	with to question@question.example
	direction outbound
rows correspondent 1

at +1 day
send prices by stranger
	with who receipt
	found first-contact
send prices by stranger
	with who bounce
	found first-contact
send prices by stranger
	with who accepted
	found first-contact
send prices by stranger
	with who ticket
	found first-contact
send prices by stranger
	with who question
	silent first-contact
