-- What was handed out unaccepted, who may decide, when the day is, and what was taken back.
SELECT seq, at_ms, payload
FROM journal
WHERE seq >= :first_seq AND seq <= :last_seq
  AND (instr(payload, '"event":"collected_unaccepted"') > 0
       OR instr(payload, '"before_done":true') > 0
       OR instr(payload, '"event":"handler_came"') > 0
       OR instr(payload, '"event":"authority_said"') > 0
       OR instr(payload, '"event":"day_opened"') > 0
       OR instr(payload, '"event":"undone"') > 0)
ORDER BY seq
