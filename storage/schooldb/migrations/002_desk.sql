-- The register in full: the school's own fields, concerns, EHC plans, attachments,
-- referrals, hand-overs, saved views and what was put off on Today.

ALTER TABLE pupil ADD COLUMN fields JSON NOT NULL DEFAULT '{}';
-- Numbers the pupil had before, such as a temporary one, with spaces between.
ALTER TABLE pupil ADD COLUMN former_upn TEXT NOT NULL DEFAULT '';

-- A row of the past that was put right: when, and why.
ALTER TABLE status ADD COLUMN corrected TEXT NOT NULL DEFAULT '';
ALTER TABLE status ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN corrected TEXT NOT NULL DEFAULT '';
ALTER TABLE need ADD COLUMN why TEXT NOT NULL DEFAULT '';

-- With whom a contact was, and what the family should not have to tell again.
ALTER TABLE note ADD COLUMN with_whom TEXT NOT NULL DEFAULT '';
ALTER TABLE note ADD COLUMN told TEXT NOT NULL DEFAULT '';

CREATE TABLE concern (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), on_day TEXT NOT NULL, raised_by TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '', tried TEXT NOT NULL DEFAULT '', parents_told TEXT NOT NULL DEFAULT '',
  look_again TEXT NOT NULL DEFAULT '', closed TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT ''
);
CREATE INDEX concern_pupil ON concern(pupil);

-- What is listed here lies sealed in the folder beside the file.
CREATE TABLE attachment (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), what TEXT NOT NULL DEFAULT '', on_day TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '', media TEXT NOT NULL DEFAULT '', size INTEGER NOT NULL DEFAULT 0, digest TEXT NOT NULL,
  added TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX attachment_pupil ON attachment(pupil);

-- An extract of a plan that the council issued; only the council may change the plan.
CREATE TABLE ehc_plan (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), authority TEXT NOT NULL DEFAULT '', issued TEXT NOT NULL,
  setting TEXT NOT NULL DEFAULT '', sections JSON NOT NULL DEFAULT '{}', stages JSON NOT NULL DEFAULT '{}',
  until_day TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX ehc_plan_pupil ON ehc_plan(pupil);

CREATE TABLE amendment (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), plan TEXT NOT NULL, section TEXT NOT NULL,
  now_says TEXT NOT NULL DEFAULT '', suggestion TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '',
  on_day TEXT NOT NULL, outcome TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX amendment_pupil ON amendment(pupil);

-- Someone asked to a review meeting: invited, came, sent advice.
CREATE TABLE invitee (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), meeting TEXT NOT NULL, role TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL DEFAULT '', invited TEXT NOT NULL DEFAULT '', advice TEXT NOT NULL DEFAULT '', came TEXT NOT NULL DEFAULT ''
);
CREATE INDEX invitee_pupil ON invitee(pupil);

CREATE TABLE referral (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), service TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '',
  asked TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'asked', answered TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT '',
  by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX referral_pupil ON referral(pupil);

-- A pupil's record that went to another school, or came from one.
CREATE TABLE handover (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), direction TEXT NOT NULL CHECK (direction IN ('out','in')),
  urn TEXT NOT NULL DEFAULT '', school TEXT NOT NULL DEFAULT '', on_day TEXT NOT NULL, digest TEXT NOT NULL,
  receipt TEXT NOT NULL DEFAULT '', received TEXT NOT NULL DEFAULT ''
);
CREATE INDEX handover_pupil ON handover(pupil);

-- A field of the school's own, kept in pupil.fields under its id.
CREATE TABLE field (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL CHECK (type IN ('text','number','date','yes_no','choice')),
  choices JSON NOT NULL DEFAULT '[]', place INTEGER NOT NULL DEFAULT 0
);

-- A saved view of the register.
CREATE TABLE saved_view (id TEXT PRIMARY KEY, name TEXT NOT NULL, place INTEGER NOT NULL DEFAULT 0, value JSON NOT NULL);

-- A task of Today that was done or put off: until when, and why.
CREATE TABLE deferral (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL DEFAULT '', state TEXT NOT NULL CHECK (state IN ('done','snoozed')), until_day TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL DEFAULT '', on_day TEXT NOT NULL, by TEXT NOT NULL DEFAULT ''
);

-- What the window remembers: drafts, the columns of a list. It is no record of the
-- school, so the journal says nothing of it.
CREATE TABLE remembered (id TEXT PRIMARY KEY, value JSON NOT NULL);
INSERT INTO remembered (id, value) SELECT substr(id, 4), value FROM setting WHERE id LIKE 'ui.%';
DELETE FROM setting WHERE id LIKE 'ui.%';
