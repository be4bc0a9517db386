-- Epochs only grow along the journal, so the last entry at or before is of the latest.
SELECT epoch, seq FROM journal WHERE epoch > :epoch AND seq <= :seq ORDER BY seq LIMIT 1
