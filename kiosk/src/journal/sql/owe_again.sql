-- Every ticket that may be on paper, and what is known of the paper; every press that was given up.
UPDATE press SET row = 'owed', debt = 'confirm'
WHERE reply IS NOT NULL AND row IN ('none', 'accepted') AND day = (SELECT max(day) FROM press);
UPDATE press SET debt = 'void' WHERE state = 'given_up' AND day = (SELECT max(day) FROM press);
