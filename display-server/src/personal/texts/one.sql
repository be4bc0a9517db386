SELECT text FROM texts WHERE id = :id
