SELECT at_ms FROM journal WHERE seq = :seq
