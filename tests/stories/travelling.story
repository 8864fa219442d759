# A partner on a journey writes from another network, zone and hour: nothing to be alarmed about, and nothing new from the
# second day on.

sender ann
	envelope ann@partner.example
	client $net
	results spf=pass smtp.mailfrom=partner.example; dkim=pass header.d=partner.example

mail note
	From: Ann Archer <ann@partner.example>
	To: ap@ours.example
	Subject: Project $n

	The drawings of part $n are on the shared drive. $more

set net 192.0.2.30
set zone +0100
set more

at 2026-01-05T09:00:00Z
send note by ann for 60 days
	clean

at 2026-03-06T22:30:00Z
send note by ann
	with net 198.51.100.77
	with zone +0900
	with more Please make the payment of invoice 12 within 30 days.
	clean ..3
	found new-network 0.8..1
	found new-timezone 0.2..0.4
	found odd-hour
	found payment-request
	silent first-contact new-sender new-mailer new-message-id-form display-name-change

at +1 day
send note by ann
	with net 198.51.100.77
	with zone +0900
	clean
	only nothing
