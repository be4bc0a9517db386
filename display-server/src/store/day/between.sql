-- The days of a period, each with its first and its last entry.
SELECT days.day,
       days.first_seq,
       coalesce((SELECT min(later.first_seq) - 1 FROM days AS later WHERE later.day > days.day), (SELECT max(seq) FROM journal))
FROM days
WHERE days.day BETWEEN :from AND :to
ORDER BY days.day
