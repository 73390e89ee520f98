-- The published documents: suggestions that were turned down, what was published and
-- when, what the inclusion strategy spends its money on, what families said.

-- Suggestions of the plain-English check that the school does not want, so that they are
-- not made again for the same words.
ALTER TABLE report_words ADD COLUMN refused JSON NOT NULL DEFAULT '[]';

-- A version of a public document as it was published: the words and the facts of that day,
-- and the pack of sections by id and version, which is kept as an edition. Never changed.
CREATE TABLE publication (
  id TEXT PRIMARY KEY, document TEXT NOT NULL, number INTEGER NOT NULL, on_day TEXT NOT NULL, review TEXT NOT NULL DEFAULT '',
  pack TEXT NOT NULL, words JSON NOT NULL, facts JSON NOT NULL, approval JSON NOT NULL DEFAULT '{}', note TEXT NOT NULL DEFAULT '',
  by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX publication_document ON publication(document);

-- What the inclusion strategy of a school year does about a barrier and what it costs:
-- an amount of its own, or rows of the provision map whose cost it takes.
CREATE TABLE activity (
  id TEXT PRIMARY KEY, year INTEGER NOT NULL, position INTEGER NOT NULL, barrier TEXT NOT NULL DEFAULT '', what TEXT NOT NULL,
  pupils TEXT NOT NULL DEFAULT '', principles JSON NOT NULL DEFAULT '[]', amount TEXT NOT NULL DEFAULT '', interventions JSON NOT NULL DEFAULT '[]',
  from_day TEXT NOT NULL DEFAULT '', until_day TEXT NOT NULL DEFAULT '', measure TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);

-- What families, pupils or staff said by theme and what the school did. No pupil is named.
CREATE TABLE consultation (
  id TEXT PRIMARY KEY, on_day TEXT NOT NULL, who TEXT NOT NULL, how TEXT NOT NULL, theme TEXT NOT NULL DEFAULT '',
  said TEXT NOT NULL DEFAULT '', did TEXT NOT NULL DEFAULT '', shown INTEGER NOT NULL DEFAULT 1, by TEXT NOT NULL DEFAULT ''
);
