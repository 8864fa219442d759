-- Organisations that wrote for long and have been silent for 90 days: when they write again, look twice.
SELECT d.domain, d.days, (now.at - d.last_seen) / 86400 AS silent_days
  FROM domain_reputation d, (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE d.established = 1 AND d.last_seen < now.at - 90 * 86400
 ORDER BY d.last_seen, d.domain;
