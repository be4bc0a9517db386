UPDATE roll SET was_low = 1 WHERE was_low = 0
