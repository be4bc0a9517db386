UPDATE press SET state = 'given', reply = :reply, debt = 'confirm' WHERE request = :request
