# One of our people is heard however a stranger writes the name, and nobody else is.

configuration
	person "Robert Müller" { addresses = {"robert.mueller@ours.example", "rm1970@mail.example"} }

sender stranger
	envelope $box@rented.example
	client 203.0.113.66
	results spf=pass smtp.mailfrom=rented.example; dkim=none

sender home
	envelope rm1970@mail.example
	client 203.0.113.70
	results spf=pass smtp.mailfrom=mail.example; dkim=pass header.d=mail.example

mail ask
	From: $name <$box@rented.example>
	To: ap@ours.example
	Subject: Today

	Please make a bank transfer for me today.

mail own
	From: Robert Müller <rm1970@mail.example>
	To: ap@ours.example
	Subject: Today

	I am late.

mail signed
	From: Office <$box@rented.example>
	To: $to
	Subject: $subject

	Please make a bank transfer for me today.

set box office
set to ap@ours.example

at 2026-04-06T09:00:00Z
send ask by stranger
	with name Robert Müller
	suspicious 5..
	found display-name-vip 3
	found claim+ask
send ask by stranger
	with name "Dr. MUELLER, Robert | Ours Ltd"
	found display-name-vip 3
send ask by stranger
	with name Bob Muller
	suspicious 5..
	found display-name-vip 2.4
send ask by stranger
	with name R. Mueller
	found display-name-vip 1.5
send ask by stranger
	with name Office
	with box robert.mueller
	found local-part-vip 1.5
	silent display-name-vip

send ask by stranger
	with name Rudolf Müller
	silent display-name-vip local-part-vip
send ask by stranger
	with name Robert
	silent display-name-vip local-part-vip
send own by home
	silent display-name-vip local-part-vip

# in the subject
send signed by stranger
	with subject Robert Mueller, CEO
	found subject-vip 1.5
	found claim+ask
send signed by stranger
	with subject Invoice for Robert Müller
	found subject-vip 0.8
send signed by stranger
	with subject Robert Müller
	with to robert.mueller@ours.example
	silent subject-vip
