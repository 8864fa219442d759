# To begin with: judged and learned, and nothing done.

configuration
	mode = observe
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }
	policy default { suspicious = reject  malicious = reject }

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

at 2026-03-02T09:00:00Z
send opener by free
	with box office.desk.1
	suspicious
	action none
rows mark 1
