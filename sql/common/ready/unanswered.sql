-- Suspicious mail of the last 30 days of mail on which nobody has said yet whether it was right: becctl feedback QUEUEID legitimate|bec.
SELECT v.queue_id, v.sender, v.score, v.recipients, (now.at - v.at) / 86400 AS days_ago
  FROM recent_verdicts v, (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE v.verdict IN ('suspicious', 'malicious') AND v.feedback = '' AND v.at > now.at - 30 * 86400
 ORDER BY v.score DESC, v.at DESC, v.message;
