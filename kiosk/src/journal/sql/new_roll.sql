UPDATE roll SET used_mm = 0
