DELETE FROM day_keys WHERE day IS NOT :but
