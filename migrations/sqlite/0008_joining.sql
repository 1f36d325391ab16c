-- Joining and the life of reminders: what members said about whom and when, and what a reminder carries when it names nobody.
ALTER TABLE member ADD COLUMN boundary_team TEXT;
ALTER TABLE member ADD COLUMN ended_at INTEGER;
ALTER TABLE member ADD COLUMN reminded_week INTEGER;
ALTER TABLE member ADD COLUMN ignored INTEGER NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN steps INTEGER NOT NULL DEFAULT 0;

-- Whom a member said they deal with: private, and no entry.
CREATE TABLE contact (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    added_at           INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
) STRICT, WITHOUT ROWID;

-- Whom a member keeps warm, and how often.
CREATE TABLE tended (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    weeks              INTEGER NOT NULL,
    added_at           INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
) STRICT, WITHOUT ROWID;

-- First steps, and the last note: at most one a reminder, instead of nudges.
CREATE TABLE step (
    workspace_id       TEXT NOT NULL,
    message_id         TEXT NOT NULL,
    member_id          TEXT NOT NULL,
    kind               TEXT NOT NULL,
    team_id            TEXT,
    answer             TEXT,
    answered_at        INTEGER,
    PRIMARY KEY (workspace_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE holiday (
    workspace_id       TEXT NOT NULL,
    day                INTEGER NOT NULL,
    name               TEXT NOT NULL,
    PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;

-- Where the post that invites stands: one a channel.
CREATE TABLE joining_post (
    workspace_id       TEXT NOT NULL,
    channel_id         TEXT NOT NULL,
    message_ts         TEXT,
    posted_at          INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, channel_id)
) STRICT, WITHOUT ROWID;
