-- The admins' part: who set Goodturn up, whether it is turned off for everyone, and what admins were told.

-- Slack's word for who owns the workspace; who merely administers it is no admin here. The next sync fills it in, and is due now.
ALTER TABLE person RENAME COLUMN admin TO owner;
UPDATE person SET owner = FALSE;
UPDATE workspace SET sync_due_at = 0;

-- Turned off for everyone since, and turned on again at; what came due in between is never sent.
ALTER TABLE workspace ADD COLUMN off_at BIGINT;
ALTER TABLE workspace ADD COLUMN on_at BIGINT;

-- The first owner who pressed [Set up]: one a workspace.
CREATE TABLE workspace_admin (
    workspace_id       TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    since_at           BIGINT NOT NULL
);

-- Totals as admins were told them last, so that two of them can't be subtracted to tell of one person.
CREATE TABLE told_total (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    name               TEXT COLLATE "C" NOT NULL,
    week               BIGINT NOT NULL,
    number             BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, name)
);

-- What Slack said when it was asked about the set-up: which scopes are missing, whether the bot is in a channel.
CREATE TABLE looked_up (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    name               TEXT COLLATE "C" NOT NULL,
    found              TEXT COLLATE "C" NOT NULL,
    looked_at          BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, name)
);

-- What became of messages lately, by how they ended.
CREATE INDEX outbox_settled ON outbox (workspace_id, state, settled_at);
