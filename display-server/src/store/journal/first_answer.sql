SELECT fingerprint, status, answer FROM journal WHERE day = :day AND request = :request
