-- What became of each version of the plan. What it says stands in the journal, in the entry `seq`.
CREATE TABLE plan_versions (
    version      INTEGER NOT NULL PRIMARY KEY,
    seq          INTEGER NOT NULL,  -- the entry that holds the plan
    at_ms        INTEGER NOT NULL,
    by           TEXT,              -- who proposed it; none: the hall was set up with it
    from_day     INTEGER,           -- yyyymmdd, as proposed; none: at once
    limits       TEXT    NOT NULL,  -- the limits and weights that it changes, separated by blanks
    accepted     INTEGER,           -- none: it waits for a second person
    decided_by   TEXT,
    decided_at_ms INTEGER,
    in_force_at_ms INTEGER,
    in_force_day INTEGER
) STRICT;
