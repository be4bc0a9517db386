SELECT day FROM days WHERE day < :day ORDER BY day DESC LIMIT 1
