UPDATE press SET debt = 'nothing' WHERE request = :request
