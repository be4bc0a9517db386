SELECT seq, record, before FROM cases WHERE code = :code
