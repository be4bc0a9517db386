SELECT request, token, day, wish, language, large, holder, state, reply, attempt, evidence, debt, taken, alone
FROM press WHERE request = :request
