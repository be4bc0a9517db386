SELECT kind, code, seq, record, before FROM records WHERE closed_on IS NULL AND (kind, code) > (:kind, :code) ORDER BY kind, code LIMIT :limit
