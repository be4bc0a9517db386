-- Changes nothing in the end, but must reach the disk like any commit: SQLite writes no page whose bytes stay as they are,
-- so the number goes up and down again.
UPDATE head SET seq = seq + 1 WHERE id = 1;
UPDATE head SET seq = seq - 1 WHERE id = 1;
