SELECT record FROM records
WHERE kind = :kind AND began_on BETWEEN :from AND :to AND (:person IS NULL OR person = :person)
ORDER BY began_on, code
