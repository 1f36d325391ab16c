-- Teams by source: what each source says of each person, and in which order the sources decide.

-- What an admin set in App Home; it goes before the operator's settings. Names as in the settings: team_source, digest_channel, …
CREATE TABLE workspace_setting (
    workspace_id       TEXT NOT NULL,
    name               TEXT NOT NULL,
    value              TEXT NOT NULL,
    set_by             TEXT NOT NULL,
    set_at             INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, name)
) STRICT, WITHOUT ROWID;

-- The sources of a workspace in the order in which they decide, with how their own sync goes. One user group is one source.
CREATE TABLE team_source (
    workspace_id       TEXT NOT NULL,
    source             TEXT NOT NULL,
    rank               INTEGER NOT NULL,
    team_id            TEXT,
    due_at             INTEGER NOT NULL DEFAULT 0,
    synced_at          INTEGER,
    problem            TEXT,
    PRIMARY KEY (workspace_id, source)
) STRICT, WITHOUT ROWID;

-- What one source says of one person; without a team: it was asked and knows none.
CREATE TABLE person_team (
    workspace_id       TEXT NOT NULL,
    source             TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    team_id            TEXT,
    checked_at         INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, person_id, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_team_by_source ON person_team (workspace_id, source, person_id);

-- The pace of calls about teams, and where long jobs go on.
CREATE TABLE team_sync (
    workspace_id       TEXT PRIMARY KEY NOT NULL,
    next_call_at       INTEGER NOT NULL DEFAULT 0,
    groups_due_at      INTEGER NOT NULL DEFAULT 0,
    profile_round_at   INTEGER NOT NULL DEFAULT 0,
    profile_after      TEXT,
    decide_after       TEXT
) STRICT, WITHOUT ROWID;

-- When Slack last changed its word about a person: what arrives late must not undo what is newer.
ALTER TABLE person ADD COLUMN slack_updated INTEGER NOT NULL DEFAULT 0;

-- Who is in which team, for the list of teams there are.
CREATE INDEX person_by_team ON person (workspace_id, team_id);

INSERT INTO person_team (workspace_id, source, person_id, team_id, checked_at)
SELECT workspace_id, CASE team_source WHEN 'self' THEN 'self' ELSE 'import' END, id, team_id, updated_at FROM person WHERE team_id IS NOT NULL;
INSERT INTO team_source (workspace_id, source, rank, due_at) SELECT id, 'import', 0, 0 FROM workspace;
INSERT INTO team_source (workspace_id, source, rank, due_at) SELECT id, 'self', 1, 0 FROM workspace;
UPDATE person SET team_source = 'import' WHERE team_source IS NOT NULL AND team_source <> 'self';
