# Directeursfraude in Dutch, and a supplier's reminder that puts no pressure on anybody.

configuration
	person "Marieke de Vries" { addresses = {"marieke.devries@ours.example"} }

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

sender acme
	envelope administratie@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

mail wire
	From: Marieke de Vries <$box@gmail.com>
	To: ap@ours.example
	Subject: Betaling
	Content-Type: text/plain; charset=utf-8

	Goedemorgen,

	kun je vandaag nog een overboeking van 18.450 euro doen? Ik zit de hele dag in vergaderingen en kan niet bellen. Behandel
	dit alsjeblieft strikt vertrouwelijk.

	Groet

mail cards
	From: Marieke de Vries <$box@gmail.com>
	To: ap@ours.example
	Subject: Klusje
	Content-Type: text/plain; charset=utf-8

	Zou u vijf cadeaubonnen van 100 euro willen kopen en mij de codes sturen? Het moet een verrassing blijven.

mail holiday
	From: Marieke de Vries <$box@gmail.com>
	To: ap@ours.example
	Subject: Vakantie
	Content-Type: text/plain; charset=utf-8

	Ik ben tot 15 augustus afwezig, de foto's van het zomerfeest staan op de schijf.

mail reminder
	From: Acme Administratie <administratie@acme.example>
	To: ap@ours.example
	Subject: Factuur $n
	Content-Type: text/plain; charset=utf-8

	Goedendag,

	misschien is het u ontgaan dat onze factuur $n nog openstaat. Ons rekeningnummer is niet gewijzigd.

	Met vriendelijke groet

at 2026-03-02T09:00:00Z
send wire by free
	with box office.desk.1
	suspicious
	found display-name-vip
	found payment-request
	found secrecy
	found authority

send cards by free
	with box office.desk.2
	suspicious
	found gift-card
	found secrecy
	silent payment-request

send holiday by free
	with box office.desk.3
	clean
	silent payment-request bank-change availability-probe authority

send reminder by acme for 3 days
	clean
	silent payment-request bank-change invoice-pressure urgency
