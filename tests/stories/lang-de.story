# The Geschäftsführer-Trick in German, and a supplier's reminder that puts no pressure on anybody.

configuration
	person "Anna Brandt" { addresses = {"anna.brandt@ours.example"} }

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

sender acme
	envelope buchhaltung@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

mail wire
	From: Anna Brandt <$box@gmail.com>
	To: ap@ours.example
	Subject: Zahlung
	Content-Type: text/plain; charset=utf-8

	Guten Morgen,

	bitte führen Sie heute noch eine Auslandsüberweisung über 18.450 Euro aus. Ich sitze den ganzen Tag in Besprechungen und
	kann nicht telefonieren. Behandeln Sie die Sache bitte streng vertraulich.

	Viele Grüße

mail wire-ascii
	From: Anna Brandt <$box@gmail.com>
	To: ap@ours.example
	Subject: Zahlung

	Koennen Sie mir bitte gleich 6.300 Euro auf ein neues Konto ueberweisen? Bitte sprechen Sie mit niemandem darueber.

mail holiday
	From: Anna Brandt <$box@gmail.com>
	To: ap@ours.example
	Subject: Urlaub
	Content-Type: text/plain; charset=utf-8

	Ich bin bis zum 15. August nicht im Büro, die Fotos vom Sommerfest liegen auf dem Laufwerk.

mail reminder
	From: Acme Buchhaltung <buchhaltung@acme.example>
	To: ap@ours.example
	Subject: Rechnung $n
	Content-Type: text/plain; charset=utf-8

	Guten Tag,

	sicher haben Sie nur übersehen, dass unsere Rechnung $n noch offen ist. Unsere Bankverbindung hat sich nicht geändert.

	Mit freundlichen Grüßen

at 2026-03-02T09:00:00Z
send wire by free
	with box office.desk.1
	suspicious
	found display-name-vip
	found payment-request
	found secrecy
	found authority

send wire-ascii by free
	with box office.desk.2
	suspicious
	found payment-request
	found bank-change
	found secrecy

send holiday by free
	with box office.desk.3
	clean
	silent payment-request bank-change availability-probe authority

send reminder by acme for 3 days
	clean
	silent payment-request bank-change invoice-pressure urgency
