SELECT record FROM records WHERE kind = :kind AND closed_on BETWEEN :from AND :to ORDER BY closed_on, due_on, code LIMIT :limit
