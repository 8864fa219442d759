# Who answers in a conversation without having been in it is mostly honest: a colleague, somebody to whom it was forwarded, the same
# person from another address, a ticket system. All of them stay clean, and the nearest of them are no news at all.

sender ours
	envelope ap@ours.example
	client 10.0.0.5
	login ap

sender acme
	envelope $who@acmeworks.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acmeworks.example; dkim=pass header.d=acmeworks.example

sender broker
	envelope di@broker.example
	client 192.0.2.26
	results spf=pass smtp.mailfrom=broker.example; dkim=pass header.d=broker.example

sender private
	envelope annlee@mailbox.example
	client 192.0.2.27
	results spf=pass smtp.mailfrom=mailbox.example; dkim=pass header.d=mailbox.example

sender desk
	envelope bounce@helpdesk.example
	client 192.0.2.28
	results spf=pass smtp.mailfrom=helpdesk.example; dkim=pass header.d=helpdesk.example

mail order
	From: Accounts <ap@ours.example>
	To: Ann Lee <ann@acmeworks.example>
	Message-ID: <order-1@ours.example>
	Subject: Order

	Please send us twelve pumps of the small kind to the address that you know.

mail colleague
	From: Bo Ek <bo@acmeworks.example>
	To: ap@ours.example
	In-Reply-To: <order-1@ours.example>
	References: <order-1@ours.example>
	Subject: Re: Order

	I take this over from Ann. The twelve pumps leave our house on Friday.

	From: Accounts <ap@ours.example>
	Sent: 4 January 2026 09:00
	To: Ann Lee <ann@acmeworks.example>
	Subject: Order

	Please send us twelve pumps of the small kind to the address that you know.

mail forward
	From: Di Orr <di@broker.example>
	To: ap@ours.example
	References: <order-1@ours.example>
	Subject: Fwd: Order

	Ann forwarded this to me, for we keep her stock. Twelve are there.

	---------- Forwarded message ---------
	From: Accounts <ap@ours.example>
	Date: 4 January 2026 09:00
	Subject: Order
	To: Ann Lee <ann@acmeworks.example>

	Please send us twelve pumps of the small kind to the address that you know.

mail second
	From: Ann Lee <annlee@mailbox.example>
	To: ap@ours.example
	In-Reply-To: <order-1@ours.example>
	References: <order-1@ours.example>
	Subject: Re: Order

	I am on the train and write from my other address. The twelve pumps leave on Friday.

	On 4 Jan 2026, at 09:00, Accounts <ap@ours.example> wrote:
	> Please send us twelve pumps of the small kind to the address that you know.

	On 3 Jan 2026, at 09:00, Ann Lee <ann@acmeworks.example> wrote:
	> Which pumps do you need?

mail ticket
	From: Acmeworks Support <support@helpdesk.example>
	To: ap@ours.example
	In-Reply-To: <order-1@ours.example>
	Auto-Submitted: auto-replied
	Subject: [#4711] Order

	We have received your message and will answer within a day.

at 2026-01-04T09:00:00Z
send order by ours
	with to ann@acmeworks.example
	direction outbound

at +1 day
send colleague by acme
	with who bo
	clean
	silent thread-intrusion quoted-swap participant-dropped quoted-never-sent quoted-format

at +1 days
send forward by broker
	clean
	found thread-intrusion ..0.5
	silent quoted-swap quoted-never-sent quoted-format

at +1 days
send second by private
	clean
	found thread-intrusion ..0.5
	silent participant-dropped quoted-never-sent quoted-format

at +1 days
send ticket by desk
	clean
	found thread-intrusion ..0.5
	silent quoted-swap participant-dropped quoted-never-sent quoted-format
