UPDATE roll SET used_mm = 0, was_low = 0 WHERE was_low = 1
