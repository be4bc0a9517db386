SELECT seq, epoch, at_ms, hash FROM journal ORDER BY seq DESC LIMIT 1
