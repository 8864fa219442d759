# Our own post comes back from a list, whose signature proves the list and not us: half of everything, and clean. Without a list
# the same is a whole spoof.

sender list
	envelope dev-bounces@lists.club.example
	client 192.0.2.44
	results spf=pass smtp.mailfrom=lists.club.example; dkim=pass header.d=club.example; dmarc=fail (p=none) header.from=ours.example

sender forwarder
	envelope SRS0=ab=cd=ours.example=maria.rossi@alumni.example
	client 192.0.2.45
	results spf=pass smtp.mailfrom=alumni.example; dkim=none; dmarc=fail (p=none) header.from=ours.example

sender rented
	envelope office@rented.example
	client 203.0.113.67
	results spf=pass smtp.mailfrom=rented.example; dkim=none; dmarc=fail (p=none) header.from=ours.example

mail post
	From: Maria Rossi <maria.rossi@ours.example>
	Reply-To: dev@lists.club.example
	To: dev@lists.club.example
	List-Id: Developers <dev.lists.club.example>
	Subject: [dev] Release $n

	The release is out.

mail plain
	From: Maria Rossi <maria.rossi@ours.example>
	To: ap@ours.example
	Subject: Release $n

	The release is out.

at 2026-03-02T09:00:00Z
send post by list
	clean ..2.3
	proof via
	found internal-spoof 1.3
	found dmarc-fail 0.5
	silent new-domain reply-to-divergence spf-fail unauthenticated claim+ask

send plain by forwarder
	clean ..2.3
	proof via
	found internal-spoof 1.3
	found dmarc-fail 0.5

send plain by rented
	clean 3.7..4
	proof via
	found internal-spoof 2.6
	found dmarc-fail 1
