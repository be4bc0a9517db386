UPDATE plan_versions SET accepted = :accepted, decided_by = :by, decided_at_ms = :at_ms WHERE version = :version
