-- Who has written for the first time in the last seven days of mail, newest first. domain_known = 0: nobody of that domain had written before.
SELECT n.address, n.domain, n.proof, (now.at - n.first_seen) / 86400 AS days_ago, n.domain_known, n.written_to
  FROM new_senders n, (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE n.first_seen > now.at - 7 * 86400
 ORDER BY n.first_seen DESC, n.party;
