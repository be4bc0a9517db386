INSERT INTO press (request, token, day, wish, language, large, state, reply, debt, alone, row)
VALUES (:request, :token, :day, :wish, :language, :large, 'given', :reply, 'confirm', :alone, 'owed')
