-- Those whom ours write to and whose mail has come, but was never proven to be theirs: whom a forger could be without being noticed.
SELECT address, days AS days_written, (now.at - last_heard) / 86400 AS heard_days_ago
  FROM correspondents, (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE last_heard IS NOT NULL AND proven_days IS NULL
 ORDER BY days DESC, address;
