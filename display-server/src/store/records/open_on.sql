SELECT record FROM records WHERE kind = :kind AND (closed_on IS NULL OR closed_on > :day) AND began_on <= :day
