INSERT INTO sessions (hash, code, role, expires_at_ms) VALUES (:hash, :code, :role, :expires_at_ms)
