UPDATE roll SET heard = 2 WHERE heard = 1
