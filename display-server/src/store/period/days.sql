SELECT day FROM days WHERE day BETWEEN :from AND :to ORDER BY day
