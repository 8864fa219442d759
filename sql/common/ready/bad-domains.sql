-- Domains that sent bad mail, by how many messages, in the last 90 days of mail; seen_before = 1: there is clean mail of the same domain, too.
SELECT v.domain, count(*) AS messages, max(v.score) AS worst,
       CASE WHEN EXISTS (SELECT 1 FROM domain_reputation d WHERE d.domain = v.domain AND d.days > 0) THEN 1 ELSE 0 END AS seen_before
  FROM recent_verdicts v, (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE v.verdict IN ('suspicious', 'malicious') AND v.domain <> '' AND v.at > now.at - 90 * 86400
 GROUP BY v.domain
 ORDER BY messages DESC, v.domain;
