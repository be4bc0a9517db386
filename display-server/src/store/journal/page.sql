SELECT seq, day, at_ms, payload, hash FROM journal WHERE seq < :before ORDER BY seq DESC LIMIT :limit
