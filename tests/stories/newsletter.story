# A newsletter and cold sales for the first time: a claimed list, a stranger who is available for a call.

sender regular
	envelope person-$i@partner-$i.example
	client 192.0.2.$i
	results spf=pass smtp.mailfrom=partner-$i.example; dkim=pass header.d=partner-$i.example

mail report
	From: Person $i <person-$i@partner-$i.example>
	To: ap@ours.example
	Subject: Report $n

	The report of the day is on the shared drive.

sender passer
	envelope person-$i@passer-$i.example
	client 192.0.2.$i
	results spf=pass smtp.mailfrom=passer-$i.example; dkim=pass header.d=passer-$i.example

mail once
	From: Person $i <person-$i@passer-$i.example>
	To: ap@ours.example
	Subject: Visit $n

	Thank you for the visit of our stand.

sender letter
	envelope bounce-17@mailing.example
	client 192.0.2.90
	results spf=pass smtp.mailfrom=mailing.example; dkim=pass header.d=shoes.example

sender sales
	envelope $who@growth-$who.example
	client 192.0.2.91
	results spf=pass smtp.mailfrom=growth-$who.example; dkim=pass header.d=growth-$who.example

mail news
	From: Shoes <news@shoes.example>
	Reply-To: service@mailing.example
	To: ap@ours.example
	List-Id: <news.mailing.example>
	List-Unsubscribe: <https://mailing.example/u/17>
	Subject: The new season

	Last chance: the sale ends today. Order now and pay within 30 days.

mail pitch
	From: Tom $who <$who@growth-$who.example>
	To: ap@ours.example
	Subject: Your growth

	Are you available for a quick call this week? We help companies like yours to find customers.

at 2026-01-05T09:00:00Z
send once by passer 9 times
	clean
send report by regular 20 times for 10 days
	clean

at +1 day
send news by letter
	clean ..2.5
	proof aligned
	found first-contact 0.6..0.9
	found reply-to-divergence 0.4
	silent display-name-vip internal-spoof reply-to-freemail dmarc-fail bank-change

send pitch by sales
	with who one
	clean ..2.6
	found first-contact
	found new-domain
	silent secrecy payment-request gift-card claim+ask

at +1 day
send news by letter
	clean ..1.2
	silent first-contact new-sender new-domain
