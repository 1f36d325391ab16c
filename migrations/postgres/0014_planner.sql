-- A tie remembers more than two counts of active weeks. Ties are made again from the entries when the program starts, for as long as it says so
-- here: a start that was interrupted is made good by the next.
CREATE TABLE to_be_made (
    name               TEXT COLLATE "C" NOT NULL PRIMARY KEY
);
INSERT INTO to_be_made (name) VALUES ('ties');
DROP TABLE tie;
CREATE TABLE tie (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    week               BIGINT NOT NULL,
    run                BIGINT NOT NULL,
    ways               BIGINT NOT NULL,
    weeks_month        DOUBLE PRECISION NOT NULL,
    weeks_quarter      DOUBLE PRECISION NOT NULL,
    weeks_year         DOUBLE PRECISION NOT NULL,
    contacts           DOUBLE PRECISION NOT NULL,
    weeks_out          DOUBLE PRECISION NOT NULL,
    weeks_in           DOUBLE PRECISION NOT NULL,
    starts             DOUBLE PRECISION NOT NULL,
    returns            DOUBLE PRECISION NOT NULL,
    quiet              DOUBLE PRECISION NOT NULL,
    last_on            BIGINT NOT NULL,
    last_kind          TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
);
CREATE INDEX tie_by_person ON tie (workspace_id, person_id);

-- What a member has to do with a team is the sum of their ties with its people.
DROP TABLE team_activity;

-- Quiet ties as they were seen in some week, until it is known whether they came back.
CREATE TABLE lesson (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    week               BIGINT NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    seen               BYTEA NOT NULL,
    PRIMARY KEY (workspace_id, week, owner_id, person_id)
);
CREATE INDEX lesson_by_owner ON lesson (workspace_id, owner_id);
CREATE INDEX lesson_by_person ON lesson (workspace_id, person_id);

-- The same once it is known: about nobody any more.
CREATE TABLE lesson_learnt (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    week               BIGINT NOT NULL,
    number             BIGINT NOT NULL,
    seen               BYTEA NOT NULL,
    came               BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, week, number)
);

-- What a workspace has learnt from them.
CREATE TABLE judgement (
    workspace_id       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    week               BIGINT NOT NULL,
    learnt             BYTEA NOT NULL
);
