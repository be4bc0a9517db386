SELECT seq FROM head WHERE id = 1
