-- Where a pupil goes on to, by the year of the move. No URN and no name: it is known that
-- it is not decided, or not to be told.
CREATE TABLE destination (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), year INTEGER NOT NULL, urn TEXT NOT NULL DEFAULT '',
  school TEXT NOT NULL DEFAULT '', on_day TEXT NOT NULL, by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX destination_pupil ON destination(pupil);
