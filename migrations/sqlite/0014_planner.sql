-- A tie remembers more than two counts of active weeks. Ties are made again from the entries when the program starts, for as long as it says so
-- here: a start that was interrupted is made good by the next.
CREATE TABLE to_be_made (
    name               TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO to_be_made (name) VALUES ('ties');
DROP TABLE tie;
CREATE TABLE tie (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    week               INTEGER NOT NULL,
    run                INTEGER NOT NULL,
    ways               INTEGER NOT NULL,
    weeks_month        REAL NOT NULL,
    weeks_quarter      REAL NOT NULL,
    weeks_year         REAL NOT NULL,
    contacts           REAL NOT NULL,
    weeks_out          REAL NOT NULL,
    weeks_in           REAL NOT NULL,
    starts             REAL NOT NULL,
    returns            REAL NOT NULL,
    quiet              REAL NOT NULL,
    last_on            INTEGER NOT NULL,
    last_kind          TEXT NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_by_person ON tie (workspace_id, person_id);

-- What a member has to do with a team is the sum of their ties with its people.
DROP TABLE team_activity;

-- Quiet ties as they were seen in some week, until it is known whether they came back.
CREATE TABLE lesson (
    workspace_id       TEXT NOT NULL,
    week               INTEGER NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    seen               BLOB NOT NULL,
    PRIMARY KEY (workspace_id, week, owner_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX lesson_by_owner ON lesson (workspace_id, owner_id);
CREATE INDEX lesson_by_person ON lesson (workspace_id, person_id);

-- The same once it is known: about nobody any more.
CREATE TABLE lesson_learnt (
    workspace_id       TEXT NOT NULL,
    week               INTEGER NOT NULL,
    number             INTEGER NOT NULL,
    seen               BLOB NOT NULL,
    came               INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, week, number)
) STRICT, WITHOUT ROWID;

-- What a workspace has learnt from them.
CREATE TABLE judgement (
    workspace_id       TEXT NOT NULL PRIMARY KEY,
    week               INTEGER NOT NULL,
    learnt             BLOB NOT NULL
) STRICT, WITHOUT ROWID;

DELETE FROM sqlite_stat1 WHERE tbl IN ('tie', 'team_activity');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('tie', 'tie', '500000 500000 25 1'),
    ('tie', 'tie_by_person', '500000 500000 25'),
    ('lesson', 'lesson', '4000 4000 1000 2 1'),
    ('lesson', 'lesson_by_owner', '4000 4000 2'),
    ('lesson', 'lesson_by_person', '4000 4000 2');
