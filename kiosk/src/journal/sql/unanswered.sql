SELECT request, token, day, service, class, language, large, state, reply, attempt, evidence, debt
FROM press WHERE state = 'asked' ORDER BY turn LIMIT 64
