# A lawyer whom nobody knows. With an empty store words alone are not fraud; where strangers are rare, and the matter is secret and
# about money, they are; a lawyer who asks for discretion and no money stays below.

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

sender lawyer
	envelope $who@chambers-$who.example
	client 203.0.113.60
	results spf=pass smtp.mailfrom=chambers-$who.example; dkim=pass header.d=chambers-$who.example

mail deal
	From: Attorney $who <$who@chambers-$who.example>
	To: ap@ours.example
	Subject: Acquisition

	I am the attorney in charge of a confidential acquisition. Please do not discuss this matter with anybody.
	Please make a wire transfer of 80000 euros today.

mail discreet
	From: Attorney $who <$who@chambers-$who.example>
	To: ap@ours.example
	Subject: Your former colleague

	I am the attorney of a former colleague of yours. I would like to hear you as a witness.

at 2026-01-05T09:00:00Z
send deal by lawyer
	with who one
	clean ..3.6
	found attorney
	found secrecy
	silent first-contact
send once by passer 9 times
	clean
send report by regular 20 times for 10 days
	clean

at +1 day
send deal by lawyer
	with who two
	suspicious 5..8
	found first-contact 0.6..0.9
	found first-contact+secrecy
	found first-contact+attorney

send discreet by lawyer
	with who three
	clean ..4.8
	found first-contact
	silent payment-request
