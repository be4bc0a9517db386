SELECT code, seq, record, before FROM cases WHERE standing <> 'closed' AND code > :after ORDER BY code LIMIT :limit
