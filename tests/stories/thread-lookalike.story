# A thief reads a supplier's mailbox and answers in the supplier's place, from a name that looks like his. Neither his first nor his
# second mail becomes part of the conversation, which goes on for those who are in it.

sender ours
	envelope ap@ours.example
	client 10.0.0.5
	login ap

sender acme
	envelope ann@acmeworks.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=acmeworks.example; dkim=pass header.d=acmeworks.example

sender thief
	envelope ann@acmevvorks.example
	client 203.0.113.66
	results spf=pass smtp.mailfrom=acmevvorks.example; dkim=pass header.d=acmevvorks.example

mail order
	From: Accounts <ap@ours.example>
	To: Ann Lee <ann@acmeworks.example>
	Message-ID: <order-1@ours.example>
	Subject: Order

	Please send us twelve pumps of the small kind to the address that you know.

mail confirmed
	From: Ann Lee <ann@acmeworks.example>
	To: ap@ours.example
	Cc: Bo Ek <bo@acmeworks.example>
	Message-ID: <confirmed-$n@acmeworks.example>
	In-Reply-To: <order-1@ours.example>
	References: <order-1@ours.example>
	Subject: Re: Order

	The twelve pumps leave our house on Friday.

mail change
	From: Ann Lee <ann@acmevvorks.example>
	To: ap@ours.example
	Message-ID: <change-$n@acmevvorks.example>
	In-Reply-To: <confirmed-3@acmeworks.example>
	References: <order-1@ours.example> <confirmed-3@acmeworks.example>
	Subject: Re: Order

	Our bank details have changed, please make the payment to our new account.

	On $quoted, Accounts <ap@ours.example> wrote:
	> Please send us twelve pumps of the small kind to the address that you know.

	From: Ann Lee <ann@acmeworks.example>
	Sent: 5 January 2026 09:10
	To: ap@ours.example
	Subject: Re: Order

	The twelve pumps leave our house on Friday.

mail asked
	From: Ann Lee <ann@acmevvorks.example>
	To: ap@ours.example
	Message-ID: <asked-$n@acmevvorks.example>
	In-Reply-To: <change-5@acmevvorks.example>
	References: <order-1@ours.example> <change-5@acmevvorks.example>
	Subject: Re: Order

	Did you see my last message?

set quoted 4 Jan 2026, at 09:00

at 2026-01-04T09:00:00Z
send order by ours
	with to ann@acmeworks.example
	direction outbound

at 2026-01-05T09:10:00Z
send confirmed by acme 2 times
	clean
	silent thread-intrusion quoted-swap participant-dropped quoted-never-sent quoted-format

at +1 day
send change by thief
	malicious
	found thread-intrusion
	found quoted-swap 2.5
	found thread-break+bank-change
	silent quoted-never-sent quoted-format

# his own mail doesn't vouch for him
at +1 day
send asked by thief
	found thread-intrusion

at +1 day
send confirmed by acme
	clean
	silent thread-intrusion quoted-swap participant-dropped
