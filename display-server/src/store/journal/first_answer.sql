-- A press is looked for in each block of its day.
WITH RECURSIVE
    ends (first, last) AS (
        SELECT first_seq,
               coalesce((SELECT min(later.first_seq) - 1 FROM days AS later WHERE later.day > :day), (SELECT max(seq) FROM journal))
        FROM days
        WHERE day = :day
    ),
    blocks (block, last) AS (
        SELECT first >> 8, last >> 8 FROM ends
        UNION ALL
        SELECT block + 1, last FROM blocks WHERE block < last
    )
SELECT fingerprint, status, answer
FROM blocks
CROSS JOIN journal ON seq >> 8 = block AND request = :request
WHERE day = :day
