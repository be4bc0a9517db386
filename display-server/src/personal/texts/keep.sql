INSERT INTO texts (id, text, kept_at_ms) VALUES (:id, :text, :at_ms) ON CONFLICT DO NOTHING
