INSERT INTO cases (code, seq, record, before, standing, service, clerk, acts_on, due_on, warned_on, closed_on)
VALUES (:code, :seq, :record, :before, :standing, :service, :clerk, :acts_on, :due_on, :warned_on, :closed_on)
ON CONFLICT (code) DO UPDATE SET
    seq = excluded.seq, record = excluded.record, before = excluded.before, standing = excluded.standing,
    service = excluded.service, clerk = excluded.clerk, acts_on = excluded.acts_on, due_on = excluded.due_on,
    warned_on = excluded.warned_on, closed_on = excluded.closed_on
