-- The number stands in a column of the entry that gave it; which visit's it is, in its payload.
SELECT number
FROM journal
WHERE seq >= :first_seq AND seq <= :last_seq AND number IS NOT NULL AND instr(payload, :issued) > 0
LIMIT 1
