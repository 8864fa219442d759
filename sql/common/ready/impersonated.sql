-- Whose name was claimed most by mail that isn't theirs, in the last 90 days of mail. The name is the one shown, in its compared form.
SELECT t.value AS name, count(DISTINCT t.message) AS messages, count(DISTINCT t.party) AS senders, max(f.at) AS last_at
  FROM message_findings f
  JOIN message_traits t ON t.message = f.message AND t.kind = 'name',
       (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE f.id IN ('display-name-vip', 'local-part-vip', 'reply-to-same-name', 'display-name-address', 'internal-spoof')
   AND f.at > now.at - 90 * 86400
 GROUP BY t.value
 ORDER BY messages DESC, t.value;
