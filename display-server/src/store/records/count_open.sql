SELECT count(*) FROM records WHERE kind = :kind AND closed_on IS NULL
