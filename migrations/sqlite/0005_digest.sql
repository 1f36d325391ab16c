-- The weekly post to a channel: where and when, what became of each slot, and what may be counted.

CREATE TABLE digest_setup (
    workspace_id       TEXT PRIMARY KEY NOT NULL,
    channel_id         TEXT NOT NULL,
    cron               TEXT NOT NULL,
    zone               TEXT NOT NULL,
    items_min          INTEGER NOT NULL,
    by_admin           INTEGER NOT NULL CHECK (by_admin IN (0, 1)),
    begins_at          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a slot: its picture, uploaded ahead of time, and the post that carried it. What was carried is held by our own ids, nobody's.
CREATE TABLE digest (
    workspace_id       TEXT NOT NULL,
    day                INTEGER NOT NULL,
    message_id         TEXT,
    silent_cause       TEXT,
    file_id            TEXT,
    file_shows         TEXT,
    file_attempts      INTEGER NOT NULL DEFAULT 0,
    file_due_at        INTEGER NOT NULL DEFAULT 0,
    carried            TEXT,
    called_at          INTEGER,
    posted_at          INTEGER,
    PRIMARY KEY (workspace_id, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_by_message ON digest (workspace_id, message_id);

-- Acts that their givers gave to be counted as first meetings. The pair is the act's: where the act goes, nothing of it is left here.
CREATE TABLE first_meeting (
    workspace_id       TEXT NOT NULL,
    act_id             TEXT NOT NULL,
    pressed_at         INTEGER NOT NULL,
    published_at       INTEGER,
    PRIMARY KEY (workspace_id, act_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE struggle_shown (
    workspace_id       TEXT NOT NULL,
    line_id            TEXT NOT NULL,
    shown_at           INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, line_id)
) STRICT, WITHOUT ROWID;
