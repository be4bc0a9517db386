-- What happened to records of one kind, and what was taken back. The kind's word is its events' tag.
SELECT seq, payload
FROM journal
WHERE seq >= :first_seq AND seq <= :last_seq
  AND (instr(payload, '"event":"' || :kind || '"') > 0 OR instr(payload, '"event":"undone"') > 0)
ORDER BY seq
