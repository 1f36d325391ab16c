-- Whoever deleted everything: a keyed fingerprint of them, so that the sync does not bring them back.
CREATE TABLE forgotten (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    print              BYTEA NOT NULL,
    at                 BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, print)
);

-- Deletions under way: the only rows that still name the person, gone when all others are.
CREATE TABLE forgetting (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    asked_at           BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, person_id)
);

-- Messages in Slack that named somebody who deleted everything, and are still to be edited there.
CREATE TABLE redaction (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    channel_id         TEXT COLLATE "C" NOT NULL,
    message_ts         TEXT COLLATE "C" NOT NULL,
    message_id         TEXT COLLATE "C",
    due_at             BIGINT NOT NULL,
    attempt            BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, channel_id, message_ts)
);
CREATE INDEX redaction_due ON redaction (due_at);

-- Every message that showed an ask, also after a later one carries it.
CREATE TABLE ask_carried (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    ask_id             TEXT COLLATE "C" NOT NULL,
    message_id         TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, ask_id, message_id)
);
