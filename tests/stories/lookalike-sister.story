# A supplier has a second name, very like its first. It writes from it for weeks, in honest mail that is never suspicious; from then on, and
# at once where the configuration names it, it is no look-alike. Newsletters of its name say nothing either.

configuration
	partner "goldwater-trading.example" { comment = "supplier" }
	partner "silverlake-hotels.example" { }
	partner "silverlake-hotel.example" { comment = "the same" }

sender sister
	envelope ann@goldwater-trading.test
	client 192.0.2.25
	results spf=pass smtp.mailfrom=goldwater-trading.test; dkim=pass header.d=goldwater-trading.test

sender hotel
	envelope desk@silverlake-hotel.example
	client 192.0.2.26
	results spf=pass smtp.mailfrom=silverlake-hotel.example; dkim=pass header.d=silverlake-hotel.example

sender colleague
	envelope ap@ours.example
	client 10.0.0.5
	login ap

mail report
	From: Ann Lee <ann@goldwater-trading.test>
	To: ap@ours.example
	Subject: Report $n

	The report of the week is on the shared drive.

mail booking
	From: Desk <desk@silverlake-hotel.example>
	To: ap@ours.example
	Subject: Your booking

	We look forward to your stay.

mail news
	From: Silverlake Hotels <news@silverlake-hotels.example>
	To: ap@ours.example
	List-Id: <news.silverlake-hotels.example>
	List-Unsubscribe: <https://silverlake-hotels.example/u/17>
	Subject: Summer

	See https://www.silverlake-hotel.example/summer and https://silverlake-hotels.test/ for our rooms.

mail answer
	From: Accounts <ap@ours.example>
	To: $whom
	Subject: Re: Report

	Thank you.

sender letter
	envelope bounce-17@silverlake-hotels.example
	client 192.0.2.27
	results spf=pass smtp.mailfrom=silverlake-hotels.example; dkim=pass header.d=silverlake-hotels.example

at 2026-01-05T09:00:00Z
send report by sister
	clean
	found lookalike-partner-domain 1.3
send booking by hotel
	clean
	silent lookalike-partner-domain lookalike-own-domain
send news by letter
	clean
	silent lookalike-partner-domain lookalike-of-named lookalike-participant

at +1 day
send report by sister for 20 days
	clean

# established by now
at +1 day
send report by sister
	clean
	silent lookalike-partner-domain
