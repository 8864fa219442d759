# Who was answered and comes back under a new subject, without any References, is still who he was: his second message scores higher.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }

sender free
	envelope office.desk.2@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

mail opener
	From: Maria Rossi <office.desk.2@gmail.com>
	To: ap@ours.example
	Subject: $subject

	Are you at your desk?

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap
	to office.desk.2@gmail.com

mail answer
	From: Accounts <ap@ours.example>
	To: office.desk.2@gmail.com
	Subject: Re: Hello

	Yes, I am. What do you need?

set subject Hello
at 2026-03-02T09:00:00Z
send opener by free
	suspicious 5..6.5
	silent dialogue-marked
send answer by colleague
	direction outbound
row correspondent office.desk.2@gmail.com
	trusted=0

# a week later, too, an answer makes no trust: the mark is there
at +8 days
send answer by colleague
	direction outbound
row correspondent office.desk.2@gmail.com
	trusted=0
send opener by free
	with subject Something else
	suspicious 6.6..
	found dialogue-marked 2
	silent fake-reply
