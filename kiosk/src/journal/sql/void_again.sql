-- Every press that was given up.
UPDATE press SET debt = 'void' WHERE state = 'given_up' AND day = coalesce(:day, (SELECT max(day) FROM press))
