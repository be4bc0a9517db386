-- What was begun on another machine is that machine's to end: nobody stands before this one for it.
UPDATE press SET state = 'given_up', holder = NULL WHERE state = 'asked';
UPDATE press SET state = 'uncertain' WHERE state IN ('given', 'sending', 'await_proof');
