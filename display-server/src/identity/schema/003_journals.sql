-- The kiosk's own journal, as it named it when it first asked for numbers; a second one under the same identity is a clone.
ALTER TABLE devices ADD COLUMN journal BLOB;
