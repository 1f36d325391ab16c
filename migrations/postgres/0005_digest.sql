-- The weekly post to a channel: where and when, what became of each slot, and what may be counted.

CREATE TABLE digest_setup (
    workspace_id       TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    channel_id         TEXT COLLATE "C" NOT NULL,
    cron               TEXT COLLATE "C" NOT NULL,
    zone               TEXT COLLATE "C" NOT NULL,
    items_min          BIGINT NOT NULL,
    by_admin           BOOLEAN NOT NULL,
    begins_at          BIGINT NOT NULL
);

-- One row a slot: its picture, uploaded ahead of time, and the post that carried it. What was carried is held by our own ids, nobody's.
CREATE TABLE digest (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    day                BIGINT NOT NULL,
    message_id         TEXT COLLATE "C",
    silent_cause       TEXT COLLATE "C",
    file_id            TEXT COLLATE "C",
    file_shows         TEXT COLLATE "C",
    file_attempts      BIGINT NOT NULL DEFAULT 0,
    file_due_at        BIGINT NOT NULL DEFAULT 0,
    carried            TEXT COLLATE "C",
    called_at          BIGINT,
    posted_at          BIGINT,
    PRIMARY KEY (workspace_id, day)
);
CREATE INDEX digest_by_message ON digest (workspace_id, message_id);

-- Acts that their givers gave to be counted as first meetings. The pair is the act's: where the act goes, nothing of it is left here.
CREATE TABLE first_meeting (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    act_id             TEXT COLLATE "C" NOT NULL,
    pressed_at         BIGINT NOT NULL,
    published_at       BIGINT,
    PRIMARY KEY (workspace_id, act_id)
);

CREATE TABLE struggle_shown (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    line_id            TEXT COLLATE "C" NOT NULL,
    shown_at           BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, line_id)
);
