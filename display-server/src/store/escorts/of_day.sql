SELECT escort, kind, language, place, number, guide, left_to, requested_at_ms, presses, accept_ms, meet_ms, whole_ms, ended_at_ms, over, done
FROM escorts
WHERE day = :day
ORDER BY ended_seq, escort
