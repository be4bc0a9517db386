INSERT INTO devices (device, hash, role, window) VALUES (:device, :hash, :role, :window)
ON CONFLICT (device) DO UPDATE SET hash = excluded.hash, role = excluded.role, window = excluded.window, journal = NULL
