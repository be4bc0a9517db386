UPDATE press SET state = :state, debt = :debt WHERE request = :request
