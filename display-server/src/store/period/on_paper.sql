SELECT first_called_at_ms AS from_ms, ended_at_ms AS until_ms
FROM legs
WHERE day BETWEEN :from AND :to AND channel = :by_hand AND first_called_at_ms IS NOT NULL
