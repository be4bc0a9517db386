SELECT record FROM records
WHERE kind = :kind AND closed_on BETWEEN :from AND :to AND service IN (SELECT value FROM json_each(:services))
