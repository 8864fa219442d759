# A few harmless mails buy no trust: after 3, 10 and 30 of them within a week, at least one with an account, another account is as new
# as it ever was.

sender trader
	envelope office@$who.example
	client 192.0.2.25
	results spf=pass smtp.mailfrom=$who.example; dkim=pass header.d=$who.example
	to ap@ours.example

mail greeting
	From: Office <office@$who.example>
	To: ap@ours.example
	Subject: Our visit $n

	Thank you for the friendly talk, it was a pleasure.

mail account
	From: Office <office@$who.example>
	To: ap@ours.example
	Subject: Invoice $n

	Please find our invoice $n attached. IBAN: $iban

set iban DE89 3704 0044 0532 0130 00

# three, on one day
set who three
at 2026-01-05T09:00:00Z
send greeting by trader 2 times
	clean
send account by trader
	clean
at +1 day
send account by trader
	with iban GB82 WEST 1234 5698 7654 32
	found bank-detail-new 1.7..

# ten, over five days
set who ten
at 2026-02-02T09:00:00Z
send account by trader
	clean
send greeting by trader 2 times for 4 days
	clean
at +1 day
send greeting by trader
	clean
at +1 day
send account by trader
	with iban GB82 WEST 1234 5698 7654 32
	found bank-detail-new 1.7..

# thirty, an account in each
set who thirty
at 2026-03-02T09:00:00Z
send account by trader 5 times for 6 days
	clean
at +1 day
send account by trader
	with iban GB82 WEST 1234 5698 7654 32
	found bank-detail-new 1.7..
