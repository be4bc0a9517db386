-- Every ticket that may be on paper, and what is known of the paper.
UPDATE press SET row = 'owed', debt = 'confirm'
WHERE reply IS NOT NULL AND row IN ('none', 'accepted') AND day = coalesce(:day, (SELECT max(day) FROM press))
