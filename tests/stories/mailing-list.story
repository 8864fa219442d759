# A list sends replies to itself. Its own signature or a long history proves that it is one; a List-Id that anybody can write
# halves the finding. Neither excuses a claim.

configuration
	person "Maria Rossi" { addresses = {"maria.rossi@ours.example"} }

sender list
	envelope dev-bounces@lists.club.example
	client 192.0.2.44
	results spf=pass smtp.mailfrom=lists.club.example; dkim=pass header.d=club.example; dmarc=fail (p=none) header.from=acme.example

# a list without a signature, known by its envelope
sender unsigned
	envelope dev-bounces@elsewhere.example
	client 192.0.2.45
	results spf=pass smtp.mailfrom=elsewhere.example; dkim=none; dmarc=none header.from=acme.example

mail post
	From: $name <ann@acme.example>
	Reply-To: dev@lists.club.example
	To: dev@lists.club.example
	List-Id: Developers <dev.lists.club.example>
	Subject: [dev] Release $n

	The release is out.

set name Ann Archer

at 2026-01-05T09:00:00Z
send post by list
	clean ..2
	proof via
	silent reply-to-divergence reply-to-same-name display-name-vip

send post by unsigned
	clean ..2
	proof via
	found reply-to-divergence 0.4

# four days over two weeks make the unsigned one known, too
send post by unsigned for 20 days
	clean

at +1 day
send post by unsigned
	clean ..1
	silent reply-to-divergence new-reply-to new-sender

# a claim is never excused
send post by list
	with name Maria Rossi
	found display-name-vip 3
	silent reply-to-divergence
