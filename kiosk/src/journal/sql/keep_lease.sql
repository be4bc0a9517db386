INSERT INTO lease (epoch, day, letter, next, last, until, heard) VALUES (:epoch, :day, :letter, :first, :last, :until, :heard)
-- A repeat of what was kept, of which numbers may have been given since.
ON CONFLICT DO NOTHING
