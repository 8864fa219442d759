# A colleague's name, learned from internal mail, is heard in the address and as the subject, too; where the sender shows another name of
# his own it is his.

sender colleague
	envelope giulia.bianchi@ours.example
	client 10.0.0.6
	login giulia.bianchi

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

mail note
	From: Giulia Bianchi <giulia.bianchi@ours.example>
	To: ap@ours.example
	Subject: Note $n

	The list is on the shared drive.

mail hello
	From: $name <$box@gmail.com>
	To: ap@ours.example
	Subject: $subject

	I have a question.

set name Office
set subject Hello
set box office77

at 2026-03-02T09:00:00Z
send hello by free
	with box giulia.bianchi
	silent local-part-vip

send note by colleague
	direction internal
rows staff 1

at +1 day
send hello by free
	with box giulia.bianchi61
	found local-part-vip 0.9
	silent display-name-vip
send hello by free
	with subject Giulia Bianchi
	found subject-vip 0.9
send hello by free
	with name Giulia Bianchi
	with box g.bianchi
	found display-name-vip 1.8
	silent local-part-vip
send hello by free
	with name Greta Bianchi
	with box giulia.bianchi
	silent display-name-vip local-part-vip
send hello by free
	with subject About Giulia and the Bianchi order
	silent subject-vip
