-- What people wrote about what outlives a day. The journal has the ids alone; when a text's purpose ends its row is deleted,
-- and secure_delete overwrites its bytes.
CREATE TABLE texts (
    id         BLOB    NOT NULL PRIMARY KEY,  -- 128 bits that follow from the press
    text       TEXT    NOT NULL,
    kept_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
