SELECT record FROM cases
WHERE CASE
    WHEN :closed_on IS NOT NULL THEN closed_on = :closed_on
    WHEN :standing IS NOT NULL THEN standing = :standing
    ELSE standing <> 'closed'
END
ORDER BY due_on IS NULL, due_on, code LIMIT :limit
