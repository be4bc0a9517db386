SELECT json_extract(told.value, '$.entry') AS entry,
       json_extract(told.value, '$.channel') AS channel,
       count(*) AS times
FROM journal, json_each(journal.payload, '$.events') AS told
WHERE journal.seq >= :first_seq AND journal.seq <= :last_seq
  -- Most entries are not even read.
  AND instr(journal.payload, '"event":"elsewhere_asked"') > 0
  AND json_extract(told.value, '$.event') = 'elsewhere_asked'
GROUP BY entry, channel
ORDER BY entry, channel
