-- Whether the slip was taken out of the presenter: 1, 0; unknown where there is none.
ALTER TABLE press ADD COLUMN taken INTEGER;
