CREATE TABLE cluster (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE school (
    urn         TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    phase       TEXT NOT NULL,
    cluster     TEXT NOT NULL REFERENCES cluster (id),
    active_from TEXT NOT NULL,
    active_to   TEXT NOT NULL
);
CREATE INDEX school_cluster ON school (cluster);

CREATE TABLE device (
    id          TEXT PRIMARY KEY,
    urn         TEXT NOT NULL REFERENCES school (urn),
    sign_key    BLOB NOT NULL,
    seal_key    BLOB NOT NULL,
    state       TEXT NOT NULL,
    label       TEXT NOT NULL,
    created     BIGINT NOT NULL,
    approved_by TEXT NOT NULL,
    revoked     BIGINT NOT NULL
);

CREATE TABLE invite (
    code_hash TEXT PRIMARY KEY,
    urn       TEXT NOT NULL REFERENCES school (urn),
    expires   BIGINT NOT NULL,
    used      BIGINT NOT NULL,
    device    TEXT NOT NULL
);

CREATE TABLE reader_link (
    token_hash TEXT PRIMARY KEY,
    cluster    TEXT NOT NULL REFERENCES cluster (id),
    expires    BIGINT NOT NULL,
    revoked    BIGINT NOT NULL
);

-- The log: rows are added and never changed, but for state and for purged bytes.
CREATE TABLE document (
    id        TEXT PRIMARY KEY,
    n         BIGINT NOT NULL UNIQUE, -- order of arrival
    schema    TEXT NOT NULL,
    kind      TEXT NOT NULL,
    urn       TEXT NOT NULL REFERENCES school (urn),
    cluster   TEXT NOT NULL,
    series    TEXT NOT NULL,
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
    UNIQUE (urn, kind, series, epoch, rev)
);
CREATE INDEX document_prev ON document (prev);
CREATE INDEX document_withdraws ON document (withdraws);

CREATE TABLE head (
    urn      TEXT NOT NULL,
    kind     TEXT NOT NULL,
    series   TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    rev      BIGINT NOT NULL,
    document TEXT NOT NULL REFERENCES document (id),
    PRIMARY KEY (urn, kind, series)
);

CREATE TABLE closed_term (
    cluster TEXT NOT NULL REFERENCES cluster (id),
    series  TEXT NOT NULL,
    reason  TEXT NOT NULL,
    closed  BIGINT NOT NULL,
    PRIMARY KEY (cluster, series)
);

CREATE TABLE allowance (
    urn      TEXT NOT NULL REFERENCES school (urn),
    series   TEXT NOT NULL,
    rule     TEXT NOT NULL,
    reason   TEXT NOT NULL,
    allowed  BIGINT NOT NULL,
    document TEXT NOT NULL, -- the document that used it, or empty
    PRIMARY KEY (urn, series, rule, allowed)
);

CREATE TABLE audit (
    n     BIGINT PRIMARY KEY,
    at    BIGINT NOT NULL,
    actor TEXT NOT NULL,
    act   TEXT NOT NULL,
    ref   TEXT NOT NULL,
    prev  TEXT NOT NULL,
    hash  TEXT NOT NULL
);

-- One row that a health check writes to, since a full disk can still be read.
CREATE TABLE probe (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL
);
