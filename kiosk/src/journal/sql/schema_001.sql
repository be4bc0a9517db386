-- What a kiosk must still know after its power was cut.
CREATE TABLE kept_plan (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    etag     TEXT NOT NULL,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE press (
    turn     INTEGER NOT NULL PRIMARY KEY,
    request  TEXT NOT NULL UNIQUE,
    token    TEXT NOT NULL,
    day      TEXT NOT NULL,
    service  TEXT NOT NULL,
    class    TEXT,
    language TEXT NOT NULL,
    large    INTEGER NOT NULL,
    -- asked, given, refused, given_up; then sending, await_proof, printed, uncertain, blocked
    state    TEXT NOT NULL,
    reply    TEXT,
    attempt  INTEGER NOT NULL DEFAULT 0,
    evidence TEXT NOT NULL DEFAULT 'none',
    -- what the hall is still to be told: nothing, confirm, void
    debt     TEXT NOT NULL DEFAULT 'nothing'
) STRICT;

CREATE INDEX press_unfinished ON press (debt, state);
