SELECT json_extract(told.value, '$.window') AS window,
       count(*) AS times,
       count(*) FILTER (WHERE json_array_length(told.value, '$.missing') > 0) AS with_missing
FROM journal, json_each(journal.payload, '$.events') AS told
WHERE journal.seq >= :first_seq AND journal.seq <= :last_seq
  -- Most entries are not even read.
  AND instr(journal.payload, '"event":"advice_given"') > 0
  AND json_extract(told.value, '$.event') = 'advice_given'
GROUP BY window
ORDER BY window IS NOT NULL, window
