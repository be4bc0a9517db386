-- Whose card was read, unreadable; kept until the hall has answered, so that the same is asked again.
ALTER TABLE press ADD COLUMN holder TEXT;
