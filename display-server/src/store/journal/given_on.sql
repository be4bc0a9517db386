SELECT payload FROM journal WHERE day = :day AND number IS NOT NULL
