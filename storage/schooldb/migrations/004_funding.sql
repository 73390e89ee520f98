-- Continuum and funding in full: statements ticked and who agreed a level, packs as they
-- were when a level was made with them, moderation, requests of every kind, the budget.

-- Statements that were ticked (ids of the pack), strands held up by support, who rated,
-- the day to look again, and the level that the SENCO thought of before the suggestion.
ALTER TABLE level ADD COLUMN ticks JSON NOT NULL DEFAULT '[]';
ALTER TABLE level ADD COLUMN supported JSON NOT NULL DEFAULT '[]';
ALTER TABLE level ADD COLUMN adults JSON NOT NULL DEFAULT '[]';
ALTER TABLE level ADD COLUMN recheck TEXT NOT NULL DEFAULT '';
ALTER TABLE level ADD COLUMN blind TEXT NOT NULL DEFAULT '';

-- A pack as it was when it was first used: its id is pack@version. What a level of then
-- meant is read from here, whatever is in use now.
CREATE TABLE edition (
  id TEXT PRIMARY KEY, format TEXT NOT NULL, title TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL, body JSON NOT NULL, kept TEXT NOT NULL
);

-- Who signed the pack in use: the publisher's name and the id of the key; {} where nobody did.
ALTER TABLE pack ADD COLUMN signed JSON NOT NULL DEFAULT '{}';

-- A round of moderation inside the school, and the cases drawn for it.
CREATE TABLE moderation_round (
  id TEXT PRIMARY KEY, on_day TEXT NOT NULL, name TEXT NOT NULL DEFAULT '', pack TEXT NOT NULL, pack_version TEXT NOT NULL,
  closed TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
-- first is the level that stood, second the one that was rated blind, agreed the one agreed on.
CREATE TABLE moderation_case (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), round TEXT NOT NULL, decision TEXT NOT NULL,
  first TEXT NOT NULL, ratings JSON NOT NULL DEFAULT '{}', second TEXT NOT NULL DEFAULT '', second_by TEXT NOT NULL DEFAULT '',
  second_on TEXT NOT NULL DEFAULT '', outcome TEXT NOT NULL DEFAULT '', agreed TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '',
  on_day TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX moderation_case_pupil ON moderation_case(pupil);
CREATE INDEX moderation_case_round ON moderation_case(round);

-- A set of invented cases that the cluster sent round, and how each was rated here.
CREATE TABLE vignette_set (
  id TEXT PRIMARY KEY, title TEXT NOT NULL DEFAULT '', body JSON NOT NULL, received TEXT NOT NULL, until_day TEXT NOT NULL DEFAULT '',
  closed TEXT NOT NULL DEFAULT '', signed JSON NOT NULL DEFAULT '{}'
);
CREATE TABLE vignette_score (
  id TEXT PRIMARY KEY, vignettes TEXT NOT NULL, vignette TEXT NOT NULL, ratings JSON NOT NULL DEFAULT '{}', level TEXT NOT NULL DEFAULT '',
  on_day TEXT NOT NULL, by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX vignette_score_vignettes ON vignette_score(vignettes);

-- Requests of every kind. reason is new, renewal or in_year, event says what happened;
-- interventions are the rows of the provision map that a group asks for; costs are lines
-- of money written by hand; partners are schools that share; facts are those of the day
-- it was submitted; letters say which letter to the parents was handed over and when.
ALTER TABLE request ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE request ADD COLUMN event JSON NOT NULL DEFAULT '{}';
ALTER TABLE request ADD COLUMN interventions JSON NOT NULL DEFAULT '[]';
ALTER TABLE request ADD COLUMN costs JSON NOT NULL DEFAULT '[]';
ALTER TABLE request ADD COLUMN partners JSON NOT NULL DEFAULT '[]';
ALTER TABLE request ADD COLUMN outcomes JSON NOT NULL DEFAULT '[]';
ALTER TABLE request ADD COLUMN attached JSON NOT NULL DEFAULT '[]';
ALTER TABLE request ADD COLUMN letters JSON NOT NULL DEFAULT '[]';
ALTER TABLE request ADD COLUMN facts JSON NOT NULL DEFAULT 'null';

-- A pupil in a group request.
CREATE TABLE request_pupil (
  id TEXT PRIMARY KEY, pupil TEXT NOT NULL REFERENCES pupil(id), request TEXT NOT NULL, note TEXT NOT NULL DEFAULT ''
);
CREATE INDEX request_pupil_pupil ON request_pupil(pupil);
CREATE INDEX request_pupil_request ON request_pupil(request);

-- Money that the school has for SEN in a financial year: where it comes from and how much.
CREATE TABLE budget_line (
  id TEXT PRIMARY KEY, year INTEGER NOT NULL, source TEXT NOT NULL, what TEXT NOT NULL DEFAULT '', amount TEXT NOT NULL,
  on_day TEXT NOT NULL DEFAULT '', words TEXT NOT NULL DEFAULT '', by TEXT NOT NULL DEFAULT ''
);
-- Which money pays for it: "" is the notional SEN budget.
ALTER TABLE intervention ADD COLUMN paid_from TEXT NOT NULL DEFAULT '';
