UPDATE OR IGNORE day_keys SET day = :open WHERE day = (SELECT max(day) FROM day_keys)
