-- Clean mail that came within one point of being suspicious, in the last seven days of mail.
SELECT v.queue_id, v.sender, v.score, v.threshold, (now.at - v.at) / 86400 AS days_ago
  FROM recent_verdicts v, (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE v.verdict = 'clean' AND v.score > v.threshold - 1 AND v.at > now.at - 7 * 86400
 ORDER BY v.threshold - v.score, v.at DESC, v.message;
