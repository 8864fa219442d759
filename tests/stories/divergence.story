# Envelope, Sender and Message-ID of other organisations than From's weigh next to nothing, and nothing where From's own signature
# or a list's proves the way.

sender service
	envelope bounce@service.example
	client 192.0.2.30
	results spf=pass smtp.mailfrom=service.example; dkim=none

sender signed
	envelope bounce@service.example
	client 192.0.2.30
	results spf=pass smtp.mailfrom=service.example; dkim=pass header.d=acme.example

sender list
	envelope dev-bounces@list.example
	client 192.0.2.40
	results spf=pass smtp.mailfrom=list.example; dkim=pass header.d=list.example

mail news
	From: Acme <news@acme.example>
	Sender: sender@service.example
	Message-ID: <$n@service.example>
	To: ap@ours.example
	Subject: News

	We moved to a larger house.

mail post
	From: Ann <ann@acme.example>
	Sender: dev-bounces@list.example
	Message-ID: <post-$n@pc.other.example>
	To: dev@list.example
	List-Id: <dev.list.example>
	Subject: Release

	The release is out.

mail hidden
	From: Acme <news@acme.example>
	To: undisclosed-recipients:;
	Subject: News

	We moved to a larger house.

at 2026-01-06T09:00:00Z
send news by service
	clean
	found envelope-divergence 0.1
	found sender-divergence 0..0.1
	found message-id-divergence 0..0.1
	silent masked-recipients
send news by signed
	clean
	silent envelope-divergence sender-divergence message-id-divergence
send post by list
	clean
	silent envelope-divergence sender-divergence message-id-divergence masked-recipients
send hidden by service
	found masked-recipients 0.2..0.3
send hidden by signed
	silent masked-recipients
