DELETE FROM texts WHERE id = :id
