SELECT request, token, day, wish, language, large, holder, state, reply, attempt, evidence, debt, taken, alone
FROM press WHERE debt <> 'nothing' AND row <> 'owed' AND state NOT IN ('asked', 'given', 'sending', 'await_proof') ORDER BY turn LIMIT 64
