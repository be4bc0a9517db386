UPDATE press SET state = :state, evidence = coalesce(:evidence, evidence) WHERE request = :request
