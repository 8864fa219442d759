# A notice that answers mail of ours passes, whatever stands in it; a claim under a null sender doesn't, nor a notice about mail that
# we never sent.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap
	to buyer@acme.example

mail question
	From: Accounts <ap@ours.example>
	To: buyer@acme.example
	Message-ID: <$id@ours.example>
	Subject: Question $n

	Could you send us your new price list for the coming quarter?

sender bounce
	envelope <>
	client 192.0.2.25
	to ap@ours.example
	results spf=none smtp.helo=mx.acme.example

mail notice
	From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>
	To: ap@ours.example
	Subject: Undelivered Mail Returned to Sender
	Auto-Submitted: auto-replied
	MIME-Version: 1.0
	Content-Type: multipart/report; report-type=delivery-status; boundary="b"

	--b
	Content-Type: text/plain

	The mail system of mx.acme.example could not deliver your message.

	--b
	Content-Type: message/delivery-status

	Reporting-MTA: dns; mx.acme.example

	--b
	Content-Type: text/rfc822-headers

	From: Accounts <ap@ours.example>
	Message-Id: <$id@ours.example>
	Subject: Question

	--b--

mail whole
	From: Mail Delivery System <MAILER-DAEMON@mx.acme.example>
	To: ap@ours.example
	Subject: Undelivered Mail Returned to Sender
	MIME-Version: 1.0
	Content-Type: multipart/report; report-type=delivery-status; boundary="b"

	--b
	Content-Type: text/plain

	The mail system of mx.acme.example could not deliver your message.

	--b
	Content-Type: message/rfc822

	From: Accounts <ap@ours.example>
	Message-ID: <$id@ours.example>
	Subject: Question

	Could you send us your new price list?

	--b--

mail claim
	From: Maria Rossi <maria@other.example>
	To: ap@ours.example
	Subject: Hello
	In-Reply-To: <$id@ours.example>
	MIME-Version: 1.0
	Content-Type: multipart/report; report-type=delivery-status; boundary="b"

	--b
	Content-Type: text/plain

	Please buy gift cards for our clients today.

	--b--

at 2026-03-02T09:00:00Z
set id q1
send question by colleague
	clean
	direction outbound
rows sent 1

send notice by bounce
	exempt
send whole by bounce
	exempt
send notice by bounce
	with id never-sent
	clean
send claim by bounce
	suspicious 5..
	found display-name-vip

# half a year later nobody answers it any more
at +200 days
send notice by bounce
	clean
