INSERT INTO days (day, first_seq) VALUES (:day, :first_seq)
