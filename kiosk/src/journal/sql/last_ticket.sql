SELECT request, token, day, service, class, language, large, state, reply, attempt, evidence, debt
FROM press WHERE reply IS NOT NULL ORDER BY turn DESC LIMIT 1
