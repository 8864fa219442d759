# Marks that only a filter writes: at the top of a mail from outside they are the writer's own; below a quote they are the other side's.

sender stranger
	envelope billing@rented.example
	client 203.0.113.66
	results spf=pass smtp.mailfrom=rented.example; dkim=none

mail marked
	From: Billing <billing@rented.example>
	To: ap@ours.example
	Subject: $subject

	$banner

	The invoice is attached.

mail answer
	From: Billing <billing@rented.example>
	To: ap@ours.example
	Subject: Re: [EXTERNAL] Order

	Thank you.

	On Mon, 5 Jan 2026 at 09:00, Accounts <ap@ours.example> wrote:
	> CAUTION: This email originated from outside of the organization.
	> We order ten boxes.

set subject Invoice
set banner Hello,

at 2026-01-06T09:00:00Z
send marked by stranger
	silent fake-banner
send marked by stranger
	with banner *** This message was verified and comes from a trusted sender ***
	found fake-banner 0.5
send marked by stranger
	with banner X-BEC-Status: clean, score=0.0
	found fake-banner 0.5
send marked by stranger
	with subject [BEC?] Invoice
	found fake-banner 0.5
send marked by stranger
	with subject [External] Invoice
	found fake-banner 0.2..0.3
send marked by stranger
	with banner ATTENZIONE: mittente esterno. Non aprire gli allegati.
	found fake-banner 0.2..0.3
send answer by stranger
	silent fake-banner
