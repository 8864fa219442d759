# The opener is answered: that makes its writer no correspondent, he stays marked, and what he asks for next is malicious.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }
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

mail cards
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Re: Hello
	In-Reply-To: <answer@ours.example>
	Content-Type: text/plain; charset=utf-8

	Thank you. Please buy gift cards for our clients.

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap
	to office.desk.1@gmail.com

mail answer
	From: Accounts <ap@ours.example>
	To: office.desk.1@gmail.com
	Message-ID: <answer@ours.example>
	Subject: Re: Hello

	Yes, I am. What do you need?

at 2026-03-02T09:00:00Z
send opener by free
	with box office.desk.1
	suspicious
	silent dialogue-marked

at 2026-03-02T09:10:00Z
send answer by colleague
	clean
	direction outbound
	only nothing
row correspondent office.desk.1@gmail.com
	trusted=0

at 2026-03-02T09:20:00Z
send cards by free
	with box office.desk.1
	malicious 8..
	action quarantine
	found dialogue-marked 2
	found dialogue-marked+ask
	found display-name-vip
	found gift-card
	silent fake-reply first-contact

# marks fade
at +100 days
send opener by free
	with box office.desk.1
	silent dialogue-marked dialogue-marked+ask
