-- Paper used of the roll in the printer, so that its end is foreseen.
CREATE TABLE roll (
    only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1),
    used_mm  INTEGER NOT NULL
) STRICT;
INSERT INTO roll (only_row, used_mm) VALUES (1, 0);
