INSERT INTO seats (day, window, seq, at_ms, clerk, paused) VALUES (:day, :window, :seq, :at_ms, :clerk, :paused)
