SELECT version, seq, at_ms, by, from_day, limits, accepted, decided_by, decided_at_ms, in_force_at_ms, in_force_day
FROM plan_versions
ORDER BY version DESC
LIMIT :limit
