INSERT INTO day_keys (day, key) VALUES (:day, :key)
