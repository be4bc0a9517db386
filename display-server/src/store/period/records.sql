SELECT record FROM records WHERE kind = :kind AND closed_on IS NULL AND began_on <= :to
UNION ALL
SELECT record FROM records WHERE kind = :kind AND closed_on >= :from AND began_on <= :to
