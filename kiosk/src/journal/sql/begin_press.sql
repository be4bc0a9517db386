INSERT INTO press (request, token, day, wish, language, large, holder, state)
VALUES (:request, :token, :day, :wish, :language, :large, :holder, 'asked')
