-- Whether the slip was taken out of the presenter: 1, 0; unknown where there is none.
ALTER TABLE press ADD COLUMN taken INTEGER;
-- What was heard of the roll: 0 plenty, 1 its end is near, 2 it ended, or was near its end and the printer was open or off.
ALTER TABLE roll ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
