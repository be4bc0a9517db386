SELECT request, token, day, service, class, language, large, state, reply, attempt, evidence, debt, taken
FROM press WHERE state = 'asked' ORDER BY turn LIMIT 64
