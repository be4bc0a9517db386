-- Evidence is news for the hall, also when it comes after the hall was told that there is none.
UPDATE press
SET state = :state,
    evidence = coalesce(:evidence, evidence),
    debt = CASE WHEN :evidence IS NULL OR debt = 'void' THEN debt ELSE 'confirm' END
WHERE request = :request
