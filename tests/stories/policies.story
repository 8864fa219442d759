# A second recipient with a milder policy changes nothing for the first: the strictest verdict, and the strictest action that
# loses nothing. Only if all want to refuse it is refused.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }
	policy finance { recipients = {"ap@ours.example"} suspicious = quarantine  suspicious-threshold = 4.0 }
	policy strict { recipients = {"boss@ours.example"} suspicious = reject }
	policy mild { recipients = {"intern@ours.example"} suspicious = none  suspicious-threshold = 7.0 }
	policy default { suspicious = tag  malicious = quarantine }

sender free
	envelope $box@gmail.com
	client 203.0.113.80
	results spf=pass smtp.mailfrom=gmail.com; dkim=pass header.d=gmail.com; dmarc=pass header.from=gmail.com

mail opener
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Hello
	Content-Type: text/plain; charset=utf-8

	Are you at your desk?

mail lunch
	From: Maria Rossi <$box@gmail.com>
	To: ap@ours.example
	Subject: Summer
	Content-Type: text/plain; charset=utf-8

	The photos of the summer party are on the shared drive.

at 2026-03-02T09:00:00Z
send opener by free
	with box office.desk.1
	with to intern@ours.example
	clean 5..5.5
	action none
send opener by free
	with box office.desk.2
	with to somebody@ours.example
	suspicious
	action tag
send opener by free
	with box office.desk.3
	with to ap@ours.example
	suspicious
	action quarantine
send opener by free
	with box office.desk.4
	with to intern@ours.example, ap@ours.example, somebody@ours.example
	suspicious
	action quarantine
send opener by free
	with box office.desk.5
	with to boss@ours.example
	suspicious
	action reject
send opener by free
	with box office.desk.6
	with to boss@ours.example, intern@ours.example
	suspicious
	action quarantine
send lunch by free
	with box office.desk.7
	with to ap@ours.example, boss@ours.example
	clean
	action none
