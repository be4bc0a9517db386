UPDATE head SET seq = :seq WHERE id = 1
