SELECT key FROM day_keys WHERE day = :day
