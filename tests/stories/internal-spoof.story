# Mail in our own name from outside. The DMARC record refuses it, or there is none and it asks for money: suspicious, with an
# empty store too. What our own people send is theirs.

sender spoofer
	envelope maria.rossi@ours.example
	client 203.0.113.66
	results spf=fail smtp.mailfrom=ours.example; dkim=none; dmarc=fail (p=reject) header.from=ours.example

sender stranger
	envelope office@rented.example
	client 198.51.100.67
	results spf=none smtp.mailfrom=rented.example; dkim=none; dmarc=none header.from=ours.example

sender colleague
	envelope maria.rossi@ours.example
	client 10.0.0.5
	login maria.rossi

mail hello
	From: Maria Rossi <maria.rossi@ours.example>
	To: ap@ours.example
	Subject: Meeting $n

	The meeting is in the large room.

mail pay
	From: Maria Rossi <maria.rossi@ours.example>
	To: ap@ours.example
	Subject: Transfer $n

	Please make a wire transfer of 4000 euros to the consultant today.

at 2026-03-02T09:00:00Z
send hello by spoofer
	suspicious 5.2
	direction inbound
	proof network
	found internal-spoof 2.6
	found dmarc-fail 2
	found spf-fail 0.3
	found new-sender
	silent claim+ask unauthenticated display-name-vip new-domain

send pay by stranger
	suspicious 5.8..6.3
	found internal-spoof 2.6
	found unauthenticated 0.6
	found payment-request
	found claim+ask
	silent dmarc-fail spf-fail dialogue-marked new-domain

send pay by colleague
	clean ..1.2
	direction internal
	proof aligned
	only payment-request
send hello by colleague
	clean
	only nothing
