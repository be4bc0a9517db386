-- What the hall could not take up stays, for whoever looks for it.
DELETE FROM press WHERE day < :day AND debt = 'nothing' AND state <> 'asked' AND row IN ('none', 'accepted')
