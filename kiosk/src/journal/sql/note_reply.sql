UPDATE press SET state = 'given', reply = :reply, debt = 'confirm', holder = NULL WHERE request = :request
