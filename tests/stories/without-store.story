# Without a store a message is judged by what it says and what is proven; nothing is new then, and nothing known.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }
	policy default { suspicious = tag  malicious = quarantine }

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

mail cards
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Quick favour
	Content-Type: text/plain; charset=utf-8

	I need you to buy gift cards for a client. This is urgent and confidential, please do not tell anybody.

mail lunch
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Summer
	Content-Type: text/plain; charset=utf-8

	The photos of the summer party are on the shared drive.

sender spoofer
	envelope maria.rossi@ours.example
	client 203.0.113.66
	results spf=fail smtp.mailfrom=ours.example; dkim=none; dmarc=fail (p=reject) header.from=ours.example

sender stranger
	envelope office@rented.example
	client 198.51.100.67
	results spf=none smtp.mailfrom=rented.example; dkim=none; dmarc=none header.from=ours.example

mail hello
	From: Maria Rossi <maria.rossi@ours.example>
	To: ap@ours.example
	Subject: Meeting $n

	The meeting is in the large room.

without-store

at 2026-03-02T09:00:00Z
send cards by free
	with box office.desk.1
	suspicious 6..7
	store none
	found display-name-vip 3
	found gift-card
	silent new-sender new-domain first-contact

send cards by free
	with box office.desk.1
	suspicious 6..7
	silent dialogue-marked

send hello by spoofer
	clean 4.5..5
	found internal-spoof
	found dmarc-fail
	silent new-sender new-network

send lunch by free
	with box office.desk.1
	clean 3
	only display-name-vip
