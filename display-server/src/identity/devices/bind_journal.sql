UPDATE devices SET journal = :journal WHERE device = :device AND (journal IS NULL OR journal = :journal)
