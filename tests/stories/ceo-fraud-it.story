# The same in Italian.

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
	Subject: Ciao
	Content-Type: text/plain; charset=utf-8

	Sei in ufficio?

mail wire
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Pagamento
	Content-Type: text/plain; charset=utf-8

	Ho bisogno che tu faccia un bonifico a un consulente. Grazie.

mail cards
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Favore
	Content-Type: text/plain; charset=utf-8

	Dovresti comprare delle carte regalo per un cliente. È urgente, e resti tra noi.

mail lunch
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Estate
	Content-Type: text/plain; charset=utf-8

	Le foto della festa sono sul disco comune.

at 2026-03-02T09:00:00Z
send opener by free
	with box office.desk.1
	suspicious 5..5.5
	found display-name-vip 3
	found availability-probe
	found claim+ask

send wire by free
	with box office.desk.2
	suspicious 5..5.8
	found payment-request
	silent gift-card urgency secrecy

send cards by free
	with box office.desk.3
	suspicious 6..7
	found gift-card
	found urgency
	found secrecy
	silent dialogue-marked

send lunch by free
	with box office.desk.4
	clean ..4
	silent availability-probe payment-request gift-card
