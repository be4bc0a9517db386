-- Which journal this is, and the machine on which it was made: a copied card brings the journal along, and not the machine.
CREATE TABLE home (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    journal  TEXT NOT NULL,
    machine  TEXT NOT NULL
) STRICT;

-- The latest epoch in which the hall is known to give numbers.
CREATE TABLE epoch (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    epoch    INTEGER NOT NULL
) STRICT;
INSERT INTO epoch (only_row, epoch) VALUES (1, 0);

-- Numbers to give while the hall is away: of a letter `next` to `last`.
CREATE TABLE lease (
    epoch  INTEGER NOT NULL,
    day    TEXT    NOT NULL,
    letter TEXT    NOT NULL,
    next   INTEGER NOT NULL,
    last   INTEGER NOT NULL,
    -- when the day ends, and the hall's time when it was leased
    until  TEXT    NOT NULL,
    heard  TEXT    NOT NULL,
    PRIMARY KEY (epoch, day, letter, last)
) STRICT;

-- How a ticket was given alone, as JSON; none: the hall gave it.
ALTER TABLE press ADD COLUMN alone TEXT;
-- Whether the hall has it: none (it gave it itself), owed, accepted, quarantined, unreadable.
ALTER TABLE press ADD COLUMN row TEXT NOT NULL DEFAULT 'none';
