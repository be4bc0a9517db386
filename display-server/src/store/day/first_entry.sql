SELECT first_seq FROM days WHERE day = :day
