-- The truth: one row a decision. The chain's hash is over the payload's bytes as they stand here.
CREATE TABLE journal (
    seq         INTEGER NOT NULL PRIMARY KEY,
    day         INTEGER NOT NULL,  -- yyyymmdd
    epoch       INTEGER NOT NULL,
    at_ms       INTEGER NOT NULL,
    payload     TEXT    NOT NULL,
    hash        BLOB    NOT NULL,
    request     BLOB,              -- the sender's id of the press
    fingerprint BLOB,              -- SHA-256 of the command, so that a repeat can be told from another body
    status      INTEGER,           -- the answer that a repeat has again
    answer      BLOB,
    number      TEXT               -- the ticket this entry gave
) STRICT;

-- Keys begin with the day: random ids alone slow down with the table.
CREATE UNIQUE INDEX journal_request ON journal (day, request) WHERE request IS NOT NULL;
CREATE UNIQUE INDEX journal_number ON journal (day, number) WHERE number IS NOT NULL;

-- Where a day begins in the journal.
CREATE TABLE days (
    day       INTEGER NOT NULL PRIMARY KEY,
    first_seq INTEGER NOT NULL
) STRICT;

-- The record of every finished leg, written once, at its end.
CREATE TABLE legs (
    day               INTEGER NOT NULL,
    visit             INTEGER NOT NULL,
    leg               INTEGER NOT NULL,
    ended_seq         INTEGER NOT NULL,
    number            TEXT    NOT NULL,
    service           TEXT    NOT NULL,
    queue_group       TEXT    NOT NULL,
    class             TEXT    NOT NULL,
    claimed           TEXT,
    verified          INTEGER,
    channel           TEXT    NOT NULL,
    issued_at_ms      INTEGER NOT NULL,
    ready_at_ms       INTEGER NOT NULL,
    anchor_ms         INTEGER NOT NULL,
    anchor_reason     TEXT    NOT NULL,
    deadline_ms       INTEGER NOT NULL,
    first_called_at_ms INTEGER,
    promise_kept      INTEGER,           -- whether the first call kept the promise as it stood then
    last_called_at_ms INTEGER,
    started_at_ms     INTEGER,
    ended_at_ms       INTEGER NOT NULL,
    wait_ms           INTEGER,
    call_to_start_ms  INTEGER,
    handling_ms       INTEGER,
    served            INTEGER NOT NULL,  -- whether the visitor was served to the end
    window            INTEGER,
    clerk             TEXT,
    reason            TEXT,
    outcome           TEXT    NOT NULL,
    PRIMARY KEY (day, visit, leg)
) STRICT, WITHOUT ROWID;

-- The record of every finished escort, written once, at its end, and never taken back.
CREATE TABLE escorts (
    day             INTEGER NOT NULL,
    escort          INTEGER NOT NULL,
    ended_seq       INTEGER NOT NULL,
    kind            TEXT    NOT NULL,
    language        TEXT,
    place           TEXT    NOT NULL,
    number          TEXT,              -- the visitor's ticket
    guide           TEXT,              -- who had it at last
    left_to         TEXT,              -- who stood in, when no guide was on duty who could do it
    requested_at_ms INTEGER NOT NULL,
    presses         INTEGER NOT NULL,
    accept_ms       INTEGER,           -- all lengths run from the first press
    meet_ms         INTEGER,
    whole_ms        INTEGER,           -- until the visitor was handed over, or else until it was done
    ended_at_ms     INTEGER NOT NULL,
    over            TEXT    NOT NULL,  -- the limits that passed, as "accept meet done"
    done            INTEGER NOT NULL,  -- 0: cancelled, or left over at the end of the day
    PRIMARY KEY (day, escort)
) STRICT, WITHOUT ROWID;

-- The journal's end as of the last commit, so that a cut tail shows. Who rewrites this too is found by an anchor outside.
CREATE TABLE head (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL
) STRICT;
INSERT INTO head (id, seq) VALUES (1, 0);
