-- What outlives a day: one row a record, as the journal left it. A row is written in the transaction of the entry that changed it.
CREATE TABLE records (
    kind      TEXT    NOT NULL,  -- case, …
    code      TEXT    NOT NULL,  -- what it is known by; begins with the day
    seq       INTEGER NOT NULL,  -- the entry that changed it last
    record    TEXT    NOT NULL,
    before    TEXT,              -- as it stood before that entry, so that this can be undone; none: it began with it
    standing  TEXT    NOT NULL,  -- a word of its kind
    service   TEXT,
    person    TEXT,              -- the member of staff who answers for it, or whom it is about
    began_on  INTEGER NOT NULL,  -- all days as yyyymmdd
    acts_on   INTEGER,           -- when something happens by itself
    due_on    INTEGER,           -- the last day of its limit, or of what is waited for
    warned_on INTEGER,
    closed_on INTEGER,           -- when it was over; none: it is not
    has_texts INTEGER NOT NULL,  -- whether people wrote something about it, now or before
    PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX records_acting ON records (acts_on) WHERE acts_on IS NOT NULL;
CREATE INDEX records_open ON records (kind, due_on) WHERE closed_on IS NULL;
CREATE INDEX records_standing ON records (kind, standing, due_on);
CREATE INDEX records_closed ON records (kind, closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX records_began ON records (kind, began_on);
CREATE INDEX records_person ON records (kind, person, began_on) WHERE person IS NOT NULL;
CREATE INDEX records_texts ON records (closed_on) WHERE has_texts;

-- Who sat where, one row a change: a clerk came, paused, went on, left. Reports ask for a month of it at once.
CREATE TABLE seats (
    day    INTEGER NOT NULL,
    window INTEGER NOT NULL,
    seq    INTEGER NOT NULL,  -- the entry of the change
    at_ms  INTEGER NOT NULL,
    clerk  TEXT,              -- none: nobody from now on
    paused TEXT,              -- why the window does not call; none: it does
    PRIMARY KEY (day, window, seq)
) STRICT, WITHOUT ROWID;
