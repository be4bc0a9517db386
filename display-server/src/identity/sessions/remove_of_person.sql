DELETE FROM sessions WHERE code = :code
