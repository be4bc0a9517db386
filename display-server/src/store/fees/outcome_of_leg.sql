SELECT outcome FROM legs WHERE day = :day AND visit = :visit AND leg = :leg
