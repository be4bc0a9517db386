SELECT fingerprint, status, answer FROM journal
WHERE day = (SELECT max(day) FROM days WHERE day < :day) AND request = :request
