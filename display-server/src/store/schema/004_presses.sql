-- A press is kept within its block of 256 entries. Its id is random, so under the day alone every press of a commit fell on a page of
-- its own, and all these pages were written; the keys of a block lie on a few. That a press is answered twice with the same is the
-- hall's own to see; this makes sure of it within a block, and finds it again in the others.
DROP INDEX journal_request;
CREATE UNIQUE INDEX journal_press ON journal (seq >> 8, request) WHERE request IS NOT NULL;
