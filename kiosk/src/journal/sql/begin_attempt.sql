UPDATE press SET state = 'sending', attempt = :attempt WHERE request = :request
