-- Keeping and erasing: records that must be kept though their time is over, the log of
-- erasures, and the end of the journal, so that a step cut off shows.

-- Why a pupil's record must not be erased now: a complaint, a claim, a tribunal.
CREATE TABLE legal_hold (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), on_day TEXT NOT NULL, why TEXT NOT NULL DEFAULT '',
  ended TEXT NOT NULL DEFAULT '', ended_why TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX legal_hold_pupil ON legal_hold(pupil);

-- That an erasure happened: how many pupils, when, why and who decided. It names no
-- pupil. head is where the journal's chain stood before its steps were made anew.
CREATE TABLE erasure (
  id TEXT PRIMARY KEY, on_day TEXT NOT NULL, pupils INTEGER NOT NULL, why TEXT NOT NULL DEFAULT '',
  decided_by TEXT NOT NULL DEFAULT '', records INTEGER NOT NULL DEFAULT 0, head TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);

-- The last step of the journal and its chain value. An empty value says that this file is
-- older than the table: the program then takes what earlier versions changed by
-- themselves into the journal, once.
CREATE TABLE journal_head (id INTEGER PRIMARY KEY CHECK (id = 1), n INTEGER NOT NULL, chain TEXT NOT NULL);
INSERT INTO journal_head (id, n, chain) SELECT 1, n, '' FROM step ORDER BY n DESC LIMIT 1;
