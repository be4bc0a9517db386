SELECT hash, code, role, expires_at_ms FROM sessions
