INSERT INTO press (request, token, day, wish, language, large, state)
VALUES (:request, :token, :day, :wish, :language, :large, 'asked')
