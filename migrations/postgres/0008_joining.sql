-- Joining and the life of reminders: what members said about whom and when, and what a reminder carries when it names nobody.
ALTER TABLE member ADD COLUMN boundary_team TEXT COLLATE "C";
ALTER TABLE member ADD COLUMN ended_at BIGINT;
ALTER TABLE member ADD COLUMN reminded_week BIGINT;
ALTER TABLE member ADD COLUMN ignored BIGINT NOT NULL DEFAULT 0;
ALTER TABLE member ADD COLUMN steps BIGINT NOT NULL DEFAULT 0;

-- Whom a member said they deal with: private, and no entry.
CREATE TABLE contact (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    added_at           BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
);

-- Whom a member keeps warm, and how often.
CREATE TABLE tended (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    weeks              BIGINT NOT NULL,
    added_at           BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
);

-- First steps, and the last note: at most one a reminder, instead of nudges.
CREATE TABLE step (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    message_id         TEXT COLLATE "C" NOT NULL,
    member_id          TEXT COLLATE "C" NOT NULL,
    kind               TEXT COLLATE "C" NOT NULL,
    team_id            TEXT COLLATE "C",
    answer             TEXT COLLATE "C",
    answered_at        BIGINT,
    PRIMARY KEY (workspace_id, message_id)
);

CREATE TABLE holiday (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    day                BIGINT NOT NULL,
    name               TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, day)
);

-- Where the post that invites stands: one a channel.
CREATE TABLE joining_post (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    channel_id         TEXT COLLATE "C" NOT NULL,
    message_ts         TEXT COLLATE "C",
    posted_at          BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, channel_id)
);
