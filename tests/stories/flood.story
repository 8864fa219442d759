# A flood of strangers can't switch off what is said of the next one, and a burst counts as one day.

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

at 2026-01-05T09:00:00Z
send once by passer 250 times
	clean
	silent fake-reply
row recipient ap@ours.example
	identity_days=250
	once=250

at +1 day
send report by regular
	clean
	found first-contact 0.1..0.3
	found new-sender

send report by regular 50 times
	clean
row party person-1@partner-1.example
	days=1
