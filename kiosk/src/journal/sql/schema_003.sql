-- Whether the slip was taken out of the presenter: 1, 0; unknown where there is none.
ALTER TABLE press ADD COLUMN taken INTEGER;
-- Whether the printer saw the roll's end, or its approach, when it last said anything of paper.
ALTER TABLE roll ADD COLUMN was_low INTEGER NOT NULL DEFAULT 0;
