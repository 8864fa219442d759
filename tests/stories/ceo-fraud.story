# The director's name at a free mail address, and a store that knows nobody yet: each request alone is enough. From the address
# that is really hers the same words are her own.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example", "mrossi61@gmail.com"} }
	policy default { suspicious = tag  malicious = quarantine }

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

mail opener
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Hello
	Content-Type: text/plain; charset=utf-8

	Are you at your desk?

mail wire
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Payment
	Content-Type: text/plain; charset=utf-8

	Could you please make a wire transfer to a consultant? Thank you.

mail polite
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Gift cards
	Content-Type: text/plain; charset=utf-8

	Could you please buy gift cards for our clients? Thank you.

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

at 2026-03-02T09:00:00Z
send opener by free
	with box office.desk.1
	suspicious 5..5.5
	action tag
	found display-name-vip 3
	found availability-probe 0.5..0.9
	found claim+ask
	found new-sender
	silent first-contact gift-card payment-request dmarc-fail new-domain unauthenticated

send wire by free
	with box office.desk.2
	suspicious 5..5.8
	found payment-request
	found claim+ask
	silent dialogue-marked new-domain urgency secrecy

send polite by free
	with box office.desk.3
	suspicious 5.5..6.1
	found gift-card
	silent secrecy urgency

send cards by free
	with box office.desk.4
	suspicious 6.3..7
	found gift-card
	found secrecy
	found urgency
	silent first-contact+secrecy

# a name and no request: remembered for what comes next, and no more
send lunch by free
	with box office.desk.5
	clean ..4
	found display-name-vip
	silent claim+ask dialogue-marked

send opener by free
	with box mrossi61
	clean ..2
	silent display-name-vip claim+ask
