-- PINs, as argon2 strings. Roles and windows come from the plan.
CREATE TABLE pins (
    code TEXT NOT NULL PRIMARY KEY,
    hash TEXT NOT NULL
) STRICT;

-- Sessions that have not ended; the secret itself is with the browser alone.
CREATE TABLE sessions (
    hash          BLOB    NOT NULL PRIMARY KEY,
    code          TEXT    NOT NULL,
    role          TEXT    NOT NULL,
    expires_at_ms INTEGER NOT NULL
) STRICT;

-- One identity a device; a new one ends the old.
CREATE TABLE devices (
    device TEXT NOT NULL PRIMARY KEY,
    hash   BLOB NOT NULL UNIQUE,
    role   TEXT NOT NULL,
    window INTEGER
) STRICT;
