UPDATE press SET state = :state, debt = :debt, holder = NULL WHERE request = :request
