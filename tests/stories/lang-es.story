# In Spanish: the stolen mailbox of a supplier asks for a new account and is suspicious; the invoices before it,
# and the thanks for a payment that say the bank details have not changed, are clean.

sender acme
	envelope administracion@acme.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

sender thief
	envelope administracion@acme.example
	client 203.0.113.70
	results spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; dmarc=pass header.from=acme.example
	zone +0100

mail factura
	From: Acme Administración <administracion@acme.example>
	To: ap@ours.example
	Subject: Factura $n
	Content-Type: text/plain; charset=utf-8

	Buenos días,

	adjunto encontrará la factura $n por la mercancía de la semana pasada. Pago a 30 días.
	IBAN: $iban

	Un saludo

mail cambio
	From: Acme Administración <administracion@acme.example>
	To: ap@ours.example
	Subject: Factura $n
	Content-Type: text/plain; charset=utf-8

	Buenos días,

	nuestros datos bancarios han cambiado. Por favor, haga la transferencia de la factura $n a nuestra nueva cuenta.
	IBAN: $iban
	Es muy urgente, el pago tiene que salir hoy mismo.

	Un saludo

mail gracias
	From: Acme Administración <administracion@acme.example>
	To: ap@ours.example
	Subject: Factura $n
	Content-Type: text/plain; charset=utf-8

	Buenos días,

	hemos recibido su pago, gracias. Nuestros datos bancarios no han cambiado. La mercancía llega mañana.

	Un saludo

set iban ES91 2100 0418 4502 0005 1332

at 2026-01-05T09:00:00Z
send factura by acme for 10 days
	clean
	silent bank-detail-new bank-change

at +1 day
send gracias by acme
	clean
	only nothing

at +1 day
send cambio by thief
	with iban DE89 3704 0044 0532 0130 00
	suspicious
	found bank-detail-new
	found bank-change
	found payment-request
	found urgency
	silent language-change first-contact new-sender
