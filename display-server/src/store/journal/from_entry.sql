SELECT seq, day, epoch, at_ms, payload, hash FROM journal WHERE seq >= :first_seq ORDER BY seq
