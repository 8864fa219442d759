-- Indicators by how often they spoke in mail that an admin called legitimate: whose weight may be too high for this site.
SELECT f.id, count(*) AS legitimate, avg(f.points) AS points
  FROM message_findings f
  JOIN recent_verdicts v ON v.message = f.message
 WHERE v.feedback = 'legitimate'
 GROUP BY f.id
 ORDER BY legitimate DESC, f.id;
