-- A line of documents may have a reference besides the term: each request, offer or
-- round has a line of its own. What came before has none. SQLite cannot change what is
-- unique, so the two tables are made anew with all that is in them.
CREATE TABLE document_new (
    id        TEXT PRIMARY KEY,
    n         BIGINT NOT NULL UNIQUE, -- order of arrival
    schema    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    urn       TEXT NOT NULL REFERENCES school (urn),
    cluster   TEXT NOT NULL,
    series    TEXT NOT NULL,
    ref       TEXT NOT NULL,
    epoch     TEXT NOT NULL,
    rev       BIGINT NOT NULL,
    prev      TEXT NOT NULL,
    as_of     TEXT NOT NULL,
    device    TEXT NOT NULL REFERENCES device (id),
    received  BIGINT NOT NULL,
    channel   TEXT NOT NULL,
    envelope  BLOB NOT NULL,
    receipt   BLOB NOT NULL,
    state     TEXT NOT NULL,
    withdraws TEXT NOT NULL,
    purge_at  BIGINT NOT NULL,
    UNIQUE (urn, kind, ref, series, epoch, rev)
);
INSERT INTO document_new (id, n, schema, kind, urn, cluster, series, ref, epoch, rev, prev, as_of, device, received, channel, envelope, receipt, state, withdraws, purge_at)
    SELECT id, n, schema, kind, urn, cluster, series, '', epoch, rev, prev, as_of, device, received, channel, envelope, receipt, state, withdraws, purge_at FROM document;

CREATE TABLE head_new (
    urn      TEXT NOT NULL,
    kind     TEXT NOT NULL,
    series   TEXT NOT NULL,
    ref      TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    rev      BIGINT NOT NULL,
    document TEXT NOT NULL REFERENCES document_new (id),
    PRIMARY KEY (urn, kind, ref, series)
);
INSERT INTO head_new (urn, kind, series, ref, epoch, rev, document) SELECT urn, kind, series, '', epoch, rev, document FROM head;

DROP TABLE head;
DROP TABLE document;
ALTER TABLE document_new RENAME TO document;
ALTER TABLE head_new RENAME TO head;
CREATE INDEX document_prev ON document (prev);
CREATE INDEX document_withdraws ON document (withdraws);
CREATE INDEX document_cluster ON document (cluster, series);
CREATE INDEX head_document ON head (document);

-- The clusters' books: rows are added and never changed.
CREATE TABLE book (
    cluster TEXT NOT NULL REFERENCES cluster (id),
    n       BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    ref     TEXT NOT NULL,
    body    BLOB NOT NULL,
    prev    TEXT NOT NULL,
    hash    TEXT NOT NULL UNIQUE,
    PRIMARY KEY (cluster, n)
);

-- Bytes that a decision cites, by their SHA-256: what was on the screen.
CREATE TABLE frozen (
    id   TEXT PRIMARY KEY,
    body BLOB NOT NULL
);

-- People who sign in. Bodies are JSON; the columns beside them are what is looked for.
CREATE TABLE person (
    id   TEXT PRIMARY KEY,
    body BLOB NOT NULL
);

CREATE TABLE person_credential (
    id     TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    body   BLOB NOT NULL
);
CREATE INDEX person_credential_person ON person_credential (person);

CREATE TABLE person_identity (
    issuer  TEXT NOT NULL,
    subject TEXT NOT NULL,
    person  TEXT NOT NULL REFERENCES person (id),
    body    BLOB NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX person_identity_person ON person_identity (person);

CREATE TABLE person_invite (
    token  TEXT PRIMARY KEY, -- its hash
    person TEXT NOT NULL REFERENCES person (id),
    body   BLOB NOT NULL
);
CREATE INDEX person_invite_person ON person_invite (person);

-- The session of a reader's link has no person.
CREATE TABLE person_session (
    token  TEXT PRIMARY KEY, -- its hash
    person TEXT NOT NULL,
    ends   BIGINT NOT NULL,
    body   BLOB NOT NULL
);
CREATE INDEX person_session_person ON person_session (person);
CREATE INDEX person_session_ends ON person_session (ends);

-- Sign-ins that wait for their second half.
CREATE TABLE person_attempt (
    token TEXT PRIMARY KEY, -- its hash
    ends  BIGINT NOT NULL,
    body  BLOB NOT NULL
);
CREATE INDEX person_attempt_ends ON person_attempt (ends);
