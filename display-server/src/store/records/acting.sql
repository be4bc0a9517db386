SELECT kind, seq, record, before FROM records WHERE acts_on <= :day ORDER BY acts_on, kind, code LIMIT :limit
