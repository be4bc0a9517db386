INSERT INTO home (only_row, journal, machine) VALUES (1, :journal, :machine)
ON CONFLICT (only_row) DO UPDATE SET journal = excluded.journal, machine = excluded.machine
