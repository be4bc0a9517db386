INSERT INTO pins (code, hash) VALUES (:code, :hash)
ON CONFLICT (code) DO UPDATE SET hash = excluded.hash
