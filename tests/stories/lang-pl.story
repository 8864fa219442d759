# In Polish: the stolen mailbox of a supplier asks for a new account and is suspicious; the invoices before it, and the
# thanks for a payment made after it, are clean. The thief leaves the diacritics out.

sender acme
	envelope ksiegowosc@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

sender thief
	envelope ksiegowosc@acme.example
	client 203.0.113.70
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

mail faktura
	From: Acme Ksiegowosc <ksiegowosc@acme.example>
	To: ap@ours.example
	Subject: Faktura $n
	Content-Type: text/plain; charset=utf-8

	Dzień dobry,

	w załączniku faktura $n za towar z zeszłego tygodnia. Termin płatności 30 dni.
	IBAN: $iban

	Z poważaniem

mail zmiana
	From: Acme Ksiegowosc <ksiegowosc@acme.example>
	To: ap@ours.example
	Subject: Faktura $n
	Content-Type: text/plain; charset=utf-8

	Dzien dobry,

	informujemy, ze zmienil sie nasz numer rachunku bankowego. Prosimy o przelew za fakture $n na nowe konto.
	IBAN: $iban
	To pilne, platnosc musi wyjsc jeszcze dzis.

	Z powazaniem

mail dziekujemy
	From: Acme Ksiegowosc <ksiegowosc@acme.example>
	To: ap@ours.example
	Subject: Faktura $n
	Content-Type: text/plain; charset=utf-8

	Dzień dobry,

	otrzymaliśmy Państwa płatność, dziękujemy. Nasz numer konta się nie zmienił. Dostawa będzie jutro.

	Z poważaniem

set iban PL61 1090 1014 0000 0712 1981 2874

at 2026-01-05T09:00:00Z
send faktura by acme for 10 days
	clean
	silent bank-detail-new bank-change

at +1 day
send zmiana by thief
	with iban DE89 3704 0044 0532 0130 00
	suspicious
	found bank-detail-new
	found bank-change
	found payment-request
	found urgency
	silent first-contact new-sender

at +1 day
send dziekujemy by acme
	clean
	silent payment-request bank-change bank-detail-new
