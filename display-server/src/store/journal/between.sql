SELECT seq, day, at_ms, payload, hash FROM journal WHERE seq >= :first AND seq < :end ORDER BY seq DESC LIMIT :limit
