-- What came after the hall was told is still owed.
UPDATE press SET debt = 'nothing' WHERE request = :request AND evidence = :evidence
