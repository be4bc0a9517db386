SELECT id FROM texts WHERE kept_at_ms < :before_ms
