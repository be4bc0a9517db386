SELECT request, token, day, service, class, language, large, state, reply, attempt, evidence, debt, taken
FROM press WHERE request = :request
