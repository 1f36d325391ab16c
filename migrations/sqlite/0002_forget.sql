-- Whoever deleted everything: a keyed fingerprint of them, so that the sync does not bring them back.
CREATE TABLE forgotten (
    workspace_id       TEXT NOT NULL,
    print              BLOB NOT NULL,
    at                 INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, print)
) STRICT, WITHOUT ROWID;

-- Deletions under way: the only rows that still name the person, gone when all others are.
CREATE TABLE forgetting (
    workspace_id       TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    asked_at           INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, person_id)
) STRICT, WITHOUT ROWID;

-- Messages in Slack that named somebody who deleted everything, and are still to be edited there.
CREATE TABLE redaction (
    workspace_id       TEXT NOT NULL,
    channel_id         TEXT NOT NULL,
    message_ts         TEXT NOT NULL,
    message_id         TEXT,
    due_at             INTEGER NOT NULL,
    attempt            INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, channel_id, message_ts)
) STRICT, WITHOUT ROWID;
CREATE INDEX redaction_due ON redaction (due_at);

-- Every message that showed an ask, also after a later one carries it.
CREATE TABLE ask_carried (
    workspace_id       TEXT NOT NULL,
    ask_id             TEXT NOT NULL,
    message_id         TEXT NOT NULL,
    PRIMARY KEY (workspace_id, ask_id, message_id)
) STRICT, WITHOUT ROWID;
