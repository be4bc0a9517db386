DELETE FROM cases WHERE code = :code
