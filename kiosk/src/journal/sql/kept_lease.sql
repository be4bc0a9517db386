SELECT day, max(until) AS until, max(heard) AS heard FROM lease JOIN epoch USING (epoch)
WHERE next <= last GROUP BY day ORDER BY day DESC LIMIT 1
