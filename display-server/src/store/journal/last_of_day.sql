-- The day's last entry stands just before the next day's first.
SELECT seq, hash
FROM journal
WHERE seq < coalesce((SELECT min(first_seq) FROM days WHERE day > :day), 9223372036854775807)
ORDER BY seq DESC
LIMIT 1
