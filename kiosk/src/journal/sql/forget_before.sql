DELETE FROM press WHERE day < :day AND debt = 'nothing' AND state <> 'asked'
