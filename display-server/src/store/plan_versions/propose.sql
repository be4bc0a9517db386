INSERT INTO plan_versions (version, seq, at_ms, by, from_day, limits)
VALUES (:version, :seq, :at_ms, :by, :from_day, :limits)
