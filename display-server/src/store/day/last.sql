SELECT day, first_seq FROM days ORDER BY day DESC LIMIT 1
