-- The first shape of everything that is kept. Times are epoch milliseconds, days and weeks are counted from the epoch, ids are text.
-- Columns named *_sealed hold sealed bytes (src/vault).

CREATE TABLE workspace (
    id                 TEXT PRIMARY KEY NOT NULL,
    bot_user_id        TEXT NOT NULL,
    bot_token_sealed   BLOB NOT NULL,
    zone               TEXT NOT NULL,
    installed_at       INTEGER NOT NULL,
    revoked_at         INTEGER,
    sync_cursor        TEXT,
    sync_due_at        INTEGER NOT NULL,
    synced_at          INTEGER,
    plan_lease_until   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE team (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    name               TEXT NOT NULL,
    name_folded        TEXT NOT NULL,
    source             TEXT NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, name_folded)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    name               TEXT NOT NULL,
    name_folded        TEXT NOT NULL,
    zone               TEXT,
    locale             TEXT,
    kind               TEXT NOT NULL,
    deactivated_at     INTEGER,
    status_emoji       TEXT NOT NULL DEFAULT '',
    status_text        TEXT NOT NULL DEFAULT '',
    admin              INTEGER NOT NULL DEFAULT 0 CHECK (admin IN (0, 1)),
    team_id            TEXT,
    team_source        TEXT,
    hidden_at          INTEGER,
    join_offered_at    INTEGER,
    updated_at         INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_name ON person (workspace_id, name_folded);

CREATE TABLE member (
    workspace_id       TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    joined_at          INTEGER NOT NULL,
    left_at            INTEGER,
    rested_until       INTEGER,
    weekday            INTEGER NOT NULL,
    hour               INTEGER NOT NULL,
    rhythm             TEXT NOT NULL,
    people_per_reminder INTEGER NOT NULL,
    locale             TEXT,
    planned_week       INTEGER,
    reminded_at        INTEGER,
    seen_at            INTEGER,
    PRIMARY KEY (workspace_id, person_id)
) STRICT, WITHOUT ROWID;

-- Whose App Home was opened, and when it last became out of date. Apart from members: anybody may open it.
CREATE TABLE home (
    workspace_id       TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    opened_at          INTEGER NOT NULL,
    dirty_at           INTEGER,
    PRIMARY KEY (workspace_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX home_dirty ON home (dirty_at) WHERE dirty_at IS NOT NULL;

-- The truth: what members entered. Everything about ties is derived from these three.
CREATE TABLE act (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    giver_id           TEXT NOT NULL,
    receiver_id        TEXT NOT NULL,
    giver_team         TEXT,
    receiver_team      TEXT,
    note_sealed        BLOB NOT NULL,
    note_print         BLOB NOT NULL,
    happened_on        INTEGER NOT NULL,
    recorded_at        INTEGER NOT NULL,
    edited_at          INTEGER,
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_by_owner ON act (workspace_id, owner_id, happened_on);
CREATE INDEX act_by_print ON act (note_print, recorded_at);

CREATE TABLE ask (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    asker_id           TEXT NOT NULL,
    askee_id           TEXT,
    askee_team         TEXT,
    note_sealed        BLOB NOT NULL,
    note_print         BLOB NOT NULL,
    asked_on           INTEGER NOT NULL,
    recorded_at        INTEGER NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('open', 'answered', 'let_go')),
    settled_at         INTEGER,
    act_id             TEXT,
    shown_by           TEXT,
    waiting_since      INTEGER,
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ask_by_asker ON ask (workspace_id, asker_id, asked_on);
CREATE INDEX ask_by_print ON ask (note_print, recorded_at);

CREATE TABLE touch (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    person_team        TEXT,
    happened_on        INTEGER NOT NULL,
    recorded_at        INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX touch_by_owner ON touch (workspace_id, owner_id, happened_on);

-- Who is named inside the notes, so that a person can be taken out of them.
CREATE TABLE mention (
    workspace_id       TEXT NOT NULL,
    entry_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    PRIMARY KEY (workspace_id, entry_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_person ON mention (workspace_id, person_id);

-- Derived from the entries of one owner; can be made again at any time.
CREATE TABLE tie (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    week               INTEGER NOT NULL,
    b4                 REAL NOT NULL,
    b52                REAL NOT NULL,
    last_on            INTEGER NOT NULL,
    last_kind          TEXT NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE team_activity (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    team_id            TEXT NOT NULL,
    week               INTEGER NOT NULL,
    r4                 REAL NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, team_id)
) STRICT, WITHOUT ROWID;

-- What a member said about a contact; private, and not derived from anything.
CREATE TABLE preference (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    refused_at         INTEGER,
    snoozed_until      INTEGER,
    nudged_week        INTEGER,
    PRIMARY KEY (workspace_id, owner_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE nudge (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    member_id          TEXT NOT NULL,
    week               INTEGER NOT NULL,
    rank               INTEGER NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('chosen', 'reserve', 'sent', 'withdrawn')),
    contact_id         TEXT NOT NULL,
    contact_team       TEXT,
    reason             TEXT NOT NULL,
    reason_on          INTEGER NOT NULL,
    small_act          TEXT NOT NULL,
    score              REAL NOT NULL,
    message_id         TEXT NOT NULL,
    answer             TEXT,
    answered_at        INTEGER,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, member_id, week, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX nudge_by_message ON nudge (workspace_id, message_id);
CREATE INDEX nudge_by_contact ON nudge (workspace_id, week, contact_id);

-- Messages on their way: the durable lane.
CREATE TABLE outbox (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    dedup_key          TEXT NOT NULL,
    kind               TEXT NOT NULL,
    recipient_id       TEXT NOT NULL,
    message_sealed     BLOB NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'sending', 'in_doubt', 'sent', 'held', 'dropped')),
    due_at             INTEGER NOT NULL,
    expires_at         INTEGER NOT NULL,
    attempt            INTEGER NOT NULL DEFAULT 0,
    lease_until        INTEGER NOT NULL DEFAULT 0,
    deadline_at        INTEGER,
    baseline_ts        TEXT,
    looks              INTEGER NOT NULL DEFAULT 0,
    channel_id         TEXT,
    message_ts         TEXT,
    cause              TEXT,
    created_at         INTEGER NOT NULL,
    settled_at         INTEGER,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, dedup_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (state, due_at);
CREATE INDEX outbox_lane ON outbox (workspace_id, recipient_id, state);

-- Triggers that were acted on, with what they made: a delivery that comes twice acts once.
CREATE TABLE seen (
    workspace_id       TEXT NOT NULL,
    trigger_key        TEXT NOT NULL,
    subject            TEXT NOT NULL,
    seen_at            INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, trigger_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_by_age ON seen (seen_at);
