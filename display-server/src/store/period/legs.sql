SELECT leg, channel = :by_hand AS by_hand, service, window, clerk, outcome,
       first_called_at_ms IS NOT NULL AS called, promise_kept, wait_ms, handling_ms, served
FROM legs
WHERE day BETWEEN :from AND :to
