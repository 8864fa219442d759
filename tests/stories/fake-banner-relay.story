# A relay of ours warns of mail from outside, as our people want; what it can't say is that the sender is verified.

configuration
	trusted-relays = {"192.0.2.9"}

sender relay
	envelope billing@rented.example
	client 192.0.2.9
	results spf=pass smtp.mailfrom=rented.example; dkim=none

mail warned
	Received: from relay.rented.example ([203.0.113.66]) by mx.ours.example; Tue, 6 Jan 2026 08:59:00 +0000
	From: Billing <billing@rented.example>
	To: ap@ours.example
	Subject: [EXTERNAL] Invoice

	CAUTION: This email originated from outside of the organization.

	The invoice is attached.

at 2026-01-06T09:00:00Z
send warned by relay
	silent fake-banner
