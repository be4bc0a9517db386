SELECT code, seq, record, before FROM cases WHERE acts_on <= :day ORDER BY acts_on, code LIMIT :limit
