# A colleague's name is learned from internal mail, and is worth less than a configured one. Nobody outside can teach one.

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

sender colleague
	envelope giulia.bianchi@ours.example
	client 10.0.0.6
	login giulia.bianchi

sender spoofer
	envelope otto.frei@ours.example
	client 203.0.113.66
	results spf=none smtp.mailfrom=ours.example; dkim=none

mail note
	From: $name <$address>
	To: ap@ours.example
	Subject: Note $n

	The list is on the shared drive.

mail payroll
	From: $name <$box@gmail.com>
	To: hr@ours.example
	Subject: Salary

	Please change the account for my salary. My new bank account for the payroll is below.

at 2026-03-02T09:00:00Z
send payroll by free
	with name Giulia Bianchi
	with box private.box.1
	clean ..3
	silent display-name-vip

send note by colleague
	with name Giulia Bianchi
	with address giulia.bianchi@ours.example
	clean
	direction internal
send note by spoofer
	with name Otto Frei
	with address otto.frei@ours.example
rows staff 1

at +1 day
send payroll by free
	with name Giulia Bianchi
	with box private.box.2
	suspicious 5..5.5
	found display-name-vip 1.8
	found payroll-change
	found claim+ask 0.6..0.8

send payroll by free
	with name Otto Frei
	with box private.box.3
	clean ..3
	silent display-name-vip claim+ask
