UPDATE roll SET heard = 1 WHERE heard = 0
