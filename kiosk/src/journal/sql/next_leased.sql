UPDATE lease SET next = next + 1
WHERE (epoch, day, letter, last) = (
    SELECT epoch, day, letter, last FROM lease JOIN epoch USING (epoch)
    WHERE day = :day AND letter = :letter AND next <= last ORDER BY next LIMIT 1)
RETURNING epoch, next - 1 AS number
