-- Changes nothing, but must reach the disk like any commit.
UPDATE head SET seq = seq WHERE id = 1
