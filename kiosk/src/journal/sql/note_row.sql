-- What the hall cannot call has nothing to be confirmed.
UPDATE press SET row = :row, debt = CASE WHEN :row = 'accepted' THEN debt ELSE 'nothing' END WHERE request = :request
