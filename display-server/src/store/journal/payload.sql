SELECT payload FROM journal WHERE seq = :seq
