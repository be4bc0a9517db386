INSERT INTO press (request, token, day, service, class, language, large, state)
VALUES (:request, :token, :day, :service, :class, :language, :large, 'asked')
