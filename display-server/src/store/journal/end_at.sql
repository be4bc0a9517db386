SELECT epoch, hash FROM journal WHERE seq = :seq
