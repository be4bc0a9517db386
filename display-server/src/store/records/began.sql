SELECT record FROM records WHERE kind = :kind AND began_on BETWEEN :from AND :to ORDER BY began_on, code LIMIT :limit
