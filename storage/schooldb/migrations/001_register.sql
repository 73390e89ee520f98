-- The school's file, first edition. A date is ISO text and '' means none; an
-- amount is exact decimal text; JSON columns hold lists and small objects.

CREATE TABLE pupil (
  id TEXT PRIMARY KEY, upn TEXT NOT NULL DEFAULT '', surname TEXT NOT NULL DEFAULT '', forename TEXT NOT NULL DEFAULT '',
  preferred TEXT NOT NULL DEFAULT '', born TEXT NOT NULL DEFAULT '', sex TEXT NOT NULL DEFAULT '',
  year_taught TEXT NOT NULL DEFAULT '', class TEXT NOT NULL DEFAULT '', entered TEXT NOT NULL DEFAULT '',
  left_on TEXT NOT NULL DEFAULT '', flags JSON NOT NULL DEFAULT '[]', mis_id TEXT NOT NULL DEFAULT '',
  strengths TEXT NOT NULL DEFAULT '', helps TEXT NOT NULL DEFAULT '', hinders TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX pupil_upn ON pupil(upn) WHERE upn <> '';

CREATE TABLE status (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), code TEXT NOT NULL CHECK (code IN ('N','K','E')),
  from_day TEXT NOT NULL, until_day TEXT NOT NULL DEFAULT '', legacy TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX status_one_open ON status(pupil) WHERE until_day = '';
CREATE INDEX status_pupil ON status(pupil);

CREATE TABLE need (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), code TEXT NOT NULL, rank INTEGER NOT NULL CHECK (rank >= 1),
  from_day TEXT NOT NULL, until_day TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX need_one_of_each_rank ON need(pupil, rank) WHERE until_day = '';
CREATE INDEX need_pupil ON need(pupil);

CREATE TABLE contact (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), name TEXT NOT NULL DEFAULT '', relationship TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '', email TEXT NOT NULL DEFAULT '', prefers TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT ''
);
CREATE INDEX contact_pupil ON contact(pupil);

CREATE TABLE consent (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), scope TEXT NOT NULL, given_by TEXT NOT NULL DEFAULT '',
  how TEXT NOT NULL DEFAULT '', given_on TEXT NOT NULL DEFAULT '', withdrawn TEXT NOT NULL DEFAULT ''
);
CREATE INDEX consent_pupil ON consent(pupil);

CREATE TABLE note (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), type TEXT NOT NULL, on_day TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT '', how TEXT NOT NULL DEFAULT ''
);
CREATE INDEX note_pupil ON note(pupil);

-- One turn of assess, plan, do, review.
CREATE TABLE cycle (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), starts TEXT NOT NULL, review_due TEXT NOT NULL DEFAULT '',
  reviewed TEXT NOT NULL DEFAULT '', aim TEXT NOT NULL DEFAULT '', help TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '', next TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX cycle_pupil ON cycle(pupil);

CREATE TABLE outcome (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), cycle TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '',
  baseline TEXT NOT NULL DEFAULT '', target TEXT NOT NULL DEFAULT '', measure TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',
  by_when TEXT NOT NULL DEFAULT '', result TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outcome_pupil ON outcome(pupil);

CREATE TABLE advice (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), on_day TEXT NOT NULL, role TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '', done TEXT NOT NULL DEFAULT 'not_yet', how TEXT NOT NULL DEFAULT ''
);
CREATE INDEX advice_pupil ON advice(pupil);

CREATE TABLE provision (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), line JSON NOT NULL
);
CREATE INDEX provision_pupil ON provision(pupil);

-- A level as it was decided, with the ratings and the pack it was decided with.
CREATE TABLE level (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), on_day TEXT NOT NULL, pack TEXT NOT NULL, pack_version TEXT NOT NULL,
  ratings JSON NOT NULL, suggested TEXT NOT NULL, level TEXT NOT NULL, main_area TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  by TEXT NOT NULL DEFAULT '', second TEXT NOT NULL DEFAULT ''
);
CREATE INDEX level_pupil ON level(pupil);

CREATE TABLE request (
  id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, kind TEXT NOT NULL, pupil TEXT NOT NULL DEFAULT '', created TEXT NOT NULL,
  starts TEXT NOT NULL DEFAULT '', ends TEXT NOT NULL DEFAULT '', scheme TEXT NOT NULL DEFAULT '', renews INTEGER NOT NULL DEFAULT 0,
  words JSON NOT NULL DEFAULT '{}', papers JSON NOT NULL DEFAULT '[]', measures JSON NOT NULL DEFAULT '[]', senco_signed TEXT NOT NULL DEFAULT '', head_signed TEXT NOT NULL DEFAULT '',
  progress JSON NOT NULL DEFAULT '{}'
);

CREATE TABLE report_words (
  id TEXT PRIMARY KEY, document TEXT NOT NULL, section TEXT NOT NULL, words TEXT NOT NULL DEFAULT '', changed TEXT NOT NULL DEFAULT ''
);

-- Settings of the school, one object each: the school itself, import maps, the cluster.
CREATE TABLE setting (id TEXT PRIMARY KEY, value JSON NOT NULL);

-- Packs the school has installed in place of the shipped ones.
CREATE TABLE pack (id TEXT PRIMARY KEY, body JSON NOT NULL, installed TEXT NOT NULL);

-- What was sent to the cluster and what is waiting to go.
CREATE TABLE sending (id TEXT PRIMARY KEY, value JSON NOT NULL);

-- The journal: see app/journal. Steps are never changed, only added.
CREATE TABLE step (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, label TEXT NOT NULL, pupil TEXT NOT NULL DEFAULT '',
  of INTEGER NOT NULL DEFAULT 0, sort TEXT NOT NULL, changes JSON NOT NULL, digest TEXT NOT NULL, chain TEXT NOT NULL
);
-- Which pupils a step touched.
CREATE TABLE step_about (pupil TEXT NOT NULL, n INTEGER NOT NULL REFERENCES step(n), PRIMARY KEY (pupil, n)) WITHOUT ROWID;
