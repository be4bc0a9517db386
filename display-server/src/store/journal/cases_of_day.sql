-- What happened to cases, and what was taken back.
SELECT seq, payload
FROM journal
WHERE seq >= :first_seq AND seq <= :last_seq
  AND (instr(payload, '"event":"case"') > 0 OR instr(payload, '"event":"undone"') > 0)
ORDER BY seq
