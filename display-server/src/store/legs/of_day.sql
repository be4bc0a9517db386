SELECT visit, leg, number, service, queue_group, class, claimed, verified, channel,
       issued_at_ms, ready_at_ms, anchor_ms, anchor_reason, deadline_ms, first_called_at_ms, promise_kept, last_called_at_ms,
       started_at_ms, ended_at_ms, wait_ms, call_to_start_ms, handling_ms, served, window, clerk, reason, outcome
FROM legs
WHERE day = :day
ORDER BY ended_seq, visit, leg
