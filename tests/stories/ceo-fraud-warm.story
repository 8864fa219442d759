# The director's name where strangers are rare: twenty who write daily, nine who came once.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }
	policy default { suspicious = tag  malicious = quarantine }

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

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

mail cards
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Quick favour
	Content-Type: text/plain; charset=utf-8

	I need you to buy gift cards for a client. This is urgent and confidential, please do not tell anybody.

at 2026-01-05T09:00:00Z
send once by passer 9 times
	clean
send report by regular 20 times for 10 days
	clean

at +1 day
send cards by free
	with box office.desk.1
	malicious 8..
	action quarantine
	found display-name-vip 3
	found first-contact 0.6..0.9
	found gift-card
	found claim+ask
	found first-contact+secrecy 1..1.6
	silent new-domain dialogue-marked

# it taught nothing but its mark
rows party 0 office.desk.1@gmail.com
rows pending 0 office.desk.1@gmail.com
rows mark 1 office.desk.1@gmail.com

# somebody known asks the same of somebody known
send report by regular 20 times
	clean
	only nothing
