-- Cases, each as the journal left it. A row is written in the transaction of the entry that changed its case.
CREATE TABLE cases (
    code      TEXT    NOT NULL PRIMARY KEY,  -- begins with the day
    seq       INTEGER NOT NULL,              -- the entry that changed it last
    record    TEXT    NOT NULL,
    before    TEXT,                          -- as it stood before that entry, so that this can be undone; none: it began with it
    standing  TEXT    NOT NULL,              -- received, awaiting_correction, open, closed
    service   TEXT    NOT NULL,
    clerk     TEXT    NOT NULL,
    acts_on   INTEGER,                       -- yyyymmdd on which something happens by itself
    due_on    INTEGER,                       -- the last day of its limit, or of what is waited for
    warned_on INTEGER,
    closed_on INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX cases_acting ON cases (acts_on) WHERE acts_on IS NOT NULL;
CREATE INDEX cases_standing ON cases (standing, due_on);
CREATE INDEX cases_closed ON cases (closed_on) WHERE closed_on IS NOT NULL;
