-- The entries that gave a number, on one day or on the newest that had it.
SELECT day, payload FROM journal
WHERE number = :number AND day IN (SELECT day FROM days WHERE :day IS NULL OR day = :day ORDER BY day DESC LIMIT 400)
