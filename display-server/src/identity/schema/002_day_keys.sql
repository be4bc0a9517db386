-- The key of a service day, by which card readers make a person's number unreadable; gone when the day closes.
CREATE TABLE day_keys (
    day INTEGER NOT NULL PRIMARY KEY,
    key BLOB    NOT NULL
) STRICT;
