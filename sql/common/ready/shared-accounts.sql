-- Bank accounts that more than one organisation has given: one of them may be a fraud's, or both belong together.
SELECT account, count(DISTINCT domain) AS domains, min(domain) AS one, max(domain) AS another, min(first_day) AS first_day, max(blocked) AS blocked
  FROM bank_accounts
 GROUP BY account
HAVING count(DISTINCT domain) > 1
 ORDER BY domains DESC, account;
