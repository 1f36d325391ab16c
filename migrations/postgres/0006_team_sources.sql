-- Teams by source: what each source says of each person, and in which order the sources decide.

-- What an admin set in App Home; it goes before the operator's settings. Names as in the settings: team_source, digest_channel, …
CREATE TABLE workspace_setting (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    name               TEXT COLLATE "C" NOT NULL,
    value              TEXT COLLATE "C" NOT NULL,
    set_by             TEXT COLLATE "C" NOT NULL,
    set_at             BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, name)
);

-- The sources of a workspace in the order in which they decide, with how their own sync goes. One user group is one source.
CREATE TABLE team_source (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    source             TEXT COLLATE "C" NOT NULL,
    rank               BIGINT NOT NULL,
    team_id            TEXT COLLATE "C",
    due_at             BIGINT NOT NULL DEFAULT 0,
    synced_at          BIGINT,
    problem            TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, source)
);

-- What one source says of one person; without a team: it was asked and knows none.
CREATE TABLE person_team (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    source             TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    team_id            TEXT COLLATE "C",
    checked_at         BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, person_id, source)
);
CREATE INDEX person_team_by_source ON person_team (workspace_id, source, person_id);

-- The pace of calls about teams, and where long jobs go on.
CREATE TABLE team_sync (
    workspace_id       TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    next_call_at       BIGINT NOT NULL DEFAULT 0,
    groups_due_at      BIGINT NOT NULL DEFAULT 0,
    profile_round_at   BIGINT NOT NULL DEFAULT 0,
    profile_after      TEXT COLLATE "C",
    decide_after       TEXT COLLATE "C"
);

-- When Slack last changed its word about a person: what arrives late must not undo what is newer.
ALTER TABLE person ADD COLUMN slack_updated BIGINT NOT NULL DEFAULT 0;

-- Who is in which team, for the list of teams there are.
CREATE INDEX person_by_team ON person (workspace_id, team_id);

INSERT INTO person_team (workspace_id, source, person_id, team_id, checked_at)
SELECT workspace_id, CASE team_source WHEN 'self' THEN 'self' ELSE 'import' END, id, team_id, updated_at FROM person WHERE team_id IS NOT NULL;
INSERT INTO team_source (workspace_id, source, rank, due_at) SELECT id, 'import', 0, 0 FROM workspace;
INSERT INTO team_source (workspace_id, source, rank, due_at) SELECT id, 'self', 1, 0 FROM workspace;
UPDATE person SET team_source = 'import' WHERE team_source IS NOT NULL AND team_source <> 'self';
