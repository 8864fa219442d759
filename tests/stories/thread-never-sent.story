# A swindler quotes an order of ours that never was. It shows once we know that we see all mail that leaves: twenty answers cited mail
# of ours, and each of these was found. Until then nothing is said, nor of a mail that left.

sender ours
	envelope ap@ours.example
	client 10.0.0.5
	login ap

sender shop
	envelope sales@shop.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=shop.example; dkim=pass header.d=shop.example

sender swindler
	envelope desk@other.example
	client 203.0.113.66
	results spf=pass smtp.mailfrom=other.example; dkim=pass header.d=other.example

mail order
	From: Accounts <ap@ours.example>
	To: sales@shop.example
	Message-ID: <order-$k@ours.example>
	Subject: Order

	Please send us twelve pumps of the small kind to the address that you know.

mail confirmed
	From: Sales <sales@shop.example>
	To: ap@ours.example
	In-Reply-To: <order-$k@ours.example>
	Subject: Re: Order

	The twelve pumps leave our house on Friday.

mail partial
	From: Sales <sales@shop.example>
	To: ap@ours.example
	Subject: Re: Order

	Is that still needed?

	On 6 Jan 2026, at 09:00, Accounts <ap@ours.example> wrote:
	> Please send us twelve pumps of the small kind to the address that you know.

mail invented
	From: Desk <desk@other.example>
	To: ap@ours.example
	In-Reply-To: <order-9$n@ours.example>
	Subject: Re: Approval

	As agreed, here is the invoice.

	On 6 Jan 2026, at 09:00, Accounts <ap@ours.example> wrote:
	> We approve the fee for the consulting of this year and will settle it at once.

set k 1

at 2026-01-05T09:00:00Z
send order by ours
	with to sales@shop.example
at +1 days
send confirmed by shop 10 times
	silent quoted-never-sent
send invented by swindler
	silent quoted-never-sent

at +1 day
send confirmed by shop 10 times
	silent quoted-never-sent
at +1 days
send invented by swindler
	found quoted-never-sent 2

# without an id, but it left
send partial by shop
	silent quoted-never-sent
