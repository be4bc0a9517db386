-- Calls out of order, and what was taken back: the two kinds of entry that the report reads.
SELECT seq, at_ms, payload
FROM journal
WHERE seq >= :first_seq AND seq <= :last_seq
  AND (instr(payload, '"why":"this_one"') > 0 OR instr(payload, '"event":"undone"') > 0)
ORDER BY seq
