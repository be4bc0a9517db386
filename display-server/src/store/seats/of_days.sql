SELECT day, window, at_ms, clerk, paused FROM seats WHERE day BETWEEN :from AND :to ORDER BY day, window, seq
