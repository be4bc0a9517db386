INSERT INTO plan_versions (version, seq, at_ms, limits, accepted, in_force_at_ms, in_force_day)
VALUES (:version, :seq, :at_ms, '', 1, :at_ms, :day)
ON CONFLICT (version) DO UPDATE SET
    in_force_at_ms = coalesce(in_force_at_ms, excluded.in_force_at_ms),
    in_force_day = coalesce(in_force_day, excluded.in_force_day)
