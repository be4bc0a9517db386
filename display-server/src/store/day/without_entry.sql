SELECT days.day, days.first_seq
FROM days
LEFT JOIN journal ON journal.seq = days.first_seq AND journal.day = days.day
WHERE journal.seq IS NULL
ORDER BY days.day
LIMIT 1
