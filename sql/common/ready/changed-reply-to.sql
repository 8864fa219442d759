-- Organisations whose mail asked for answers elsewhere than it used to, in the last 30 days of mail: the new Reply-To beside the usual one.
SELECT s.domain, usual.value AS usual, fresh.value AS changed_to, fresh.days, (now.at - fresh.first_day * 86400) / 86400 AS days_ago
  FROM sender_reputation s
  JOIN sender_traits fresh ON fresh.party = s.party AND fresh.kind = 'reply-to'
  JOIN sender_traits usual ON usual.party = s.party AND usual.kind = 'reply-to' AND usual.last_day < fresh.first_day
       AND NOT EXISTS (SELECT 1 FROM sender_traits other
                        WHERE other.party = s.party AND other.kind = 'reply-to' AND other.last_day < fresh.first_day
                          AND (other.days > usual.days OR (other.days = usual.days AND other.value < usual.value))),
       (SELECT max(at) AS at FROM recent_verdicts) now
 WHERE s.address = '' AND s.proof = 'aligned' AND fresh.first_day > now.at / 86400 - 30
 ORDER BY fresh.first_day DESC, s.domain, fresh.value;
