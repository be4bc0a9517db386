SELECT request, token, day, wish, language, large, holder, state, reply, attempt, evidence, debt, taken, alone
FROM press WHERE state IN ('given', 'sending', 'await_proof') ORDER BY turn LIMIT 64
