-- Provision in full: what the school puts on and who is in it, staff and their hours,
-- sessions held, reviews of it, meetings, and plans that are signed off.

-- One thing that the school puts on, for one pupil or several: a row of the provision map.
CREATE TABLE intervention (
  id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', library TEXT NOT NULL DEFAULT '', area TEXT NOT NULL DEFAULT '',
  wave INTEGER NOT NULL DEFAULT 0, setting TEXT NOT NULL DEFAULT '', provider TEXT NOT NULL DEFAULT '', goal TEXT NOT NULL DEFAULT '',
  staff_kind TEXT NOT NULL DEFAULT '', staff TEXT NOT NULL DEFAULT '', minutes INTEGER NOT NULL DEFAULT 0,
  sessions_a_week TEXT NOT NULL DEFAULT '0', slots JSON NOT NULL DEFAULT '[]', weeks INTEGER NOT NULL DEFAULT 0,
  starts TEXT NOT NULL DEFAULT '', ends TEXT NOT NULL DEFAULT '', size INTEGER NOT NULL DEFAULT 0,
  price TEXT NOT NULL DEFAULT '0', per TEXT NOT NULL DEFAULT '', each_pays JSON NOT NULL DEFAULT 'false',
  bought JSON NOT NULL DEFAULT '[]', review_due TEXT NOT NULL DEFAULT '', notes TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);

-- A pupil in it, or waiting for a place.
CREATE TABLE placement (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), intervention TEXT NOT NULL,
  waiting JSON NOT NULL DEFAULT 'false', starts TEXT NOT NULL DEFAULT '', ends TEXT NOT NULL DEFAULT '',
  sessions_a_week TEXT NOT NULL DEFAULT '0', outcome TEXT NOT NULL DEFAULT '', goal TEXT NOT NULL DEFAULT '',
  bears JSON NOT NULL DEFAULT 'false', bought JSON NOT NULL DEFAULT '[]', measure TEXT NOT NULL DEFAULT '',
  baseline TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT '', wanted TEXT NOT NULL DEFAULT ''
);
CREATE INDEX placement_pupil ON placement(pupil);
CREATE INDEX placement_intervention ON placement(intervention);

-- One week of a pupil in it: a mark for each session.
CREATE TABLE attendance (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), intervention TEXT NOT NULL, placement TEXT NOT NULL,
  week TEXT NOT NULL, marks TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX attendance_pupil ON attendance(pupil);
CREATE INDEX attendance_intervention ON attendance(intervention);

-- What a review of it came to for one pupil.
CREATE TABLE placement_review (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), intervention TEXT NOT NULL, placement TEXT NOT NULL,
  on_day TEXT NOT NULL, result TEXT NOT NULL DEFAULT '', score TEXT NOT NULL DEFAULT '', evidence TEXT NOT NULL DEFAULT '',
  worked TEXT NOT NULL DEFAULT '', next TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX placement_review_pupil ON placement_review(pupil);
CREATE INDEX placement_review_intervention ON placement_review(intervention);

-- A member of staff and the hours there are for provision.
CREATE TABLE staff (
  id TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', hours JSON NOT NULL DEFAULT '[]',
  until_day TEXT NOT NULL DEFAULT ''
);

CREATE TABLE meeting (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), kind TEXT NOT NULL DEFAULT '', on_day TEXT NOT NULL,
  at TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '', cycle TEXT NOT NULL DEFAULT '', agenda JSON NOT NULL DEFAULT '[]',
  words TEXT NOT NULL DEFAULT '', actions JSON NOT NULL DEFAULT '[]', pupil_why_not TEXT NOT NULL DEFAULT '',
  parent_why_not TEXT NOT NULL DEFAULT '', next_day TEXT NOT NULL DEFAULT '', signed TEXT NOT NULL DEFAULT '', signed_by TEXT NOT NULL DEFAULT '',
  by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX meeting_pupil ON meeting(pupil);

-- What was put right in a plan or meeting record after it was signed: it is added, never written over.
CREATE TABLE correction (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), record TEXT NOT NULL, on_day TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX correction_pupil ON correction(pupil);

-- Signing off a plan, and the reason where a voice was not heard.
ALTER TABLE cycle ADD COLUMN pupil_why_not TEXT NOT NULL DEFAULT '';
ALTER TABLE cycle ADD COLUMN parent_why_not TEXT NOT NULL DEFAULT '';
ALTER TABLE cycle ADD COLUMN signed TEXT NOT NULL DEFAULT '';
ALTER TABLE cycle ADD COLUMN signed_by TEXT NOT NULL DEFAULT '';
-- The plan or meeting at which a view was heard.
ALTER TABLE note ADD COLUMN heard_at TEXT NOT NULL DEFAULT '';

-- Since when a service was wanted, and when it took the pupil on to its waiting list: the
-- dates that a later answer would write over.
ALTER TABLE referral ADD COLUMN wanted TEXT NOT NULL DEFAULT '';
ALTER TABLE referral ADD COLUMN accepted TEXT NOT NULL DEFAULT '';

ALTER TABLE outcome ADD COLUMN area TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN ehc_outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN start_score TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN score TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN next TEXT NOT NULL DEFAULT '';
-- The outcome of an earlier plan that it goes on from.
ALTER TABLE outcome ADD COLUMN follows TEXT NOT NULL DEFAULT '';

-- Help used to be written for each pupil by itself: each line becomes a group of its
-- own with that pupil in it.
INSERT INTO intervention (id, name, goal, staff_kind, minutes, sessions_a_week, weeks, starts, ends, size, price, per)
  SELECT id, line ->> 'description', line ->> 'outcome', line ->> 'staff_kind', line ->> 'minutes', line ->> 'sessions_a_week',
    line ->> 'weeks', line ->> 'start', line ->> 'end', line ->> 'group_size', line ->> 'rate', 'hour' FROM provision;
INSERT INTO placement (id, pupil, intervention, goal, bought)
  SELECT id || '-1', pupil, id, line ->> 'outcome', CASE WHEN CAST(line ->> 'one_off' AS REAL) > 0
    THEN json_array(json_object('what', line ->> 'description', 'amount', line ->> 'one_off', 'years', 1, 'on_day', line ->> 'start')) ELSE '[]' END FROM provision;
DROP TABLE provision;
