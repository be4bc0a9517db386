SELECT count(*) FROM records WHERE kind = :kind AND closed_on IS NULL AND json_extract(record, '$.raised.at') IN ('phone', 'kiosk')
