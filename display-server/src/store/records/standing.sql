SELECT record FROM records WHERE kind = :kind AND standing = :standing ORDER BY due_on IS NULL, due_on, code LIMIT :limit
