ALTER TABLE cluster ADD COLUMN district TEXT NOT NULL DEFAULT '';
ALTER TABLE cluster ADD COLUMN county TEXT NOT NULL DEFAULT '';
ALTER TABLE cluster ADD COLUMN pcn TEXT NOT NULL DEFAULT '';

ALTER TABLE device ADD COLUMN next_key TEXT NOT NULL DEFAULT '';
ALTER TABLE device ADD COLUMN good_until BIGINT NOT NULL DEFAULT 0;

-- Homes of a school, one after another; school.cluster is the latest.
CREATE TABLE membership (
    urn         TEXT NOT NULL REFERENCES school (urn),
    cluster     TEXT NOT NULL REFERENCES cluster (id),
    active_from TEXT NOT NULL,
    active_to   TEXT NOT NULL,
    PRIMARY KEY (urn, active_from)
);
CREATE INDEX membership_cluster ON membership (cluster);
INSERT INTO membership (urn, cluster, active_from, active_to) SELECT urn, cluster, active_from, active_to FROM school;

CREATE TABLE school_group (
    id   TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL
);

CREATE TABLE group_member (
    group_id    TEXT NOT NULL REFERENCES school_group (id),
    urn         TEXT NOT NULL REFERENCES school (urn),
    active_from TEXT NOT NULL,
    active_to   TEXT NOT NULL,
    PRIMARY KEY (group_id, urn, active_from)
);
CREATE INDEX group_member_urn ON group_member (urn);

-- A link may be to a view that is no cluster.
CREATE TABLE view_link (
    token_hash TEXT PRIMARY KEY,
    level      TEXT NOT NULL,
    ref        TEXT NOT NULL,
    expires    BIGINT NOT NULL,
    revoked    BIGINT NOT NULL
);
INSERT INTO view_link (token_hash, level, ref, expires, revoked) SELECT token_hash, 'cluster', cluster, expires, revoked FROM reader_link;
DROP TABLE reader_link;

CREATE INDEX document_cluster ON document (cluster, series);

-- A cache: every row can be worked out from the documents again.
CREATE TABLE aggregate (
    level  TEXT NOT NULL,
    ref    TEXT NOT NULL,
    series TEXT NOT NULL,
    stamp  TEXT NOT NULL,
    body   BLOB NOT NULL,
    built  BIGINT NOT NULL,
    PRIMARY KEY (level, ref, series)
);

CREATE TABLE dirty (
    cluster TEXT NOT NULL,
    series  TEXT NOT NULL,
    marks   BIGINT NOT NULL,
    PRIMARY KEY (cluster, series)
);

CREATE TABLE meeting (
    id        TEXT NOT NULL,
    cluster   TEXT NOT NULL REFERENCES cluster (id),
    held      TEXT NOT NULL,
    starts    TEXT NOT NULL,
    place     TEXT NOT NULL,
    words     TEXT NOT NULL,
    papers_by TEXT NOT NULL,
    PRIMARY KEY (cluster, id)
);

CREATE TABLE notice (
    id      TEXT NOT NULL,
    cluster TEXT NOT NULL REFERENCES cluster (id),
    given   TEXT NOT NULL,
    ends    TEXT NOT NULL,
    title   TEXT NOT NULL,
    words   TEXT NOT NULL,
    PRIMARY KEY (cluster, id)
);

CREATE TABLE pack_offer (
    id      TEXT NOT NULL,
    cluster TEXT NOT NULL REFERENCES cluster (id),
    format  TEXT NOT NULL,
    name    TEXT NOT NULL,
    version TEXT NOT NULL,
    words   TEXT NOT NULL,
    offered TEXT NOT NULL,
    body    BLOB NOT NULL,
    PRIMARY KEY (cluster, id)
);
