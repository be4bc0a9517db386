SELECT record FROM records WHERE kind = :kind AND closed_on IS NULL ORDER BY due_on IS NULL, due_on, code LIMIT :limit
