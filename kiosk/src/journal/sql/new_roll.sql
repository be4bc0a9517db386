UPDATE roll SET used_mm = 0, heard = 0 WHERE heard = 2
