INSERT INTO records (kind, code, seq, record, before, standing, service, person, began_on, acts_on, due_on, warned_on, closed_on, has_texts)
VALUES (:kind, :code, :seq, :record, :before, :standing, :service, :person, :began_on, :acts_on, :due_on, :warned_on, :closed_on, :has_texts)
ON CONFLICT (kind, code) DO UPDATE SET
    seq = excluded.seq, record = excluded.record, before = excluded.before, standing = excluded.standing,
    service = excluded.service, person = excluded.person, began_on = excluded.began_on, acts_on = excluded.acts_on,
    due_on = excluded.due_on, warned_on = excluded.warned_on, closed_on = excluded.closed_on, has_texts = excluded.has_texts
