# In French: the stolen mailbox of a supplier asks for a new account and is suspicious; the invoices before it,
# and the thanks for a payment that say the bank details have not changed, are clean.

sender acme
	envelope comptabilite@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

sender thief
	envelope comptabilite@acme.example
	client 203.0.113.70
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

mail facture
	From: Acme Comptabilité <comptabilite@acme.example>
	To: ap@ours.example
	Subject: Facture $n
	Content-Type: text/plain; charset=utf-8

	Bonjour,

	vous trouverez ci-joint la facture $n pour les marchandises de la semaine dernière. Paiement à 30 jours.
	IBAN : $iban

	Cordialement

mail changement
	From: Acme Comptabilité <comptabilite@acme.example>
	To: ap@ours.example
	Subject: Facture $n
	Content-Type: text/plain; charset=utf-8

	Bonjour,

	nos coordonnées bancaires ont changé. Merci d'effectuer le virement de la facture $n sur notre nouveau compte.
	IBAN : $iban
	C'est très urgent, le paiement doit partir aujourd'hui même.

	Cordialement

mail merci
	From: Acme Comptabilité <comptabilite@acme.example>
	To: ap@ours.example
	Subject: Facture $n
	Content-Type: text/plain; charset=utf-8

	Bonjour,

	nous avons bien reçu votre règlement, merci. Nos coordonnées bancaires n'ont pas changé. La livraison arrive demain.

	Cordialement

set iban FR14 2004 1010 0505 0001 3M02 606

at 2026-01-05T09:00:00Z
send facture by acme for 10 days
	clean
	silent bank-detail-new bank-change

at +1 day
send merci by acme
	clean
	only nothing

at +1 day
send changement by thief
	with iban DE89 3704 0044 0532 0130 00
	suspicious
	found bank-detail-new
	found bank-change
	found payment-request
	found urgency
	silent language-change first-contact new-sender
