-- The first shape of everything that is kept. Times are epoch milliseconds, days and weeks are counted from the epoch, ids are text.
-- Columns named *_sealed hold sealed bytes (src/vault).

CREATE TABLE workspace (
    id                 TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    bot_user_id        TEXT COLLATE "C" NOT NULL,
    bot_token_sealed   BYTEA NOT NULL,
    zone               TEXT COLLATE "C" NOT NULL,
    installed_at       BIGINT NOT NULL,
    revoked_at         BIGINT,
    sync_cursor        TEXT COLLATE "C",
    sync_due_at        BIGINT NOT NULL,
    synced_at          BIGINT,
    plan_lease_until   BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE team (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    name               TEXT COLLATE "C" NOT NULL,
    name_folded        TEXT COLLATE "C" NOT NULL,
    source             TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, name_folded)
);

CREATE TABLE person (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    name               TEXT COLLATE "C" NOT NULL,
    name_folded        TEXT COLLATE "C" NOT NULL,
    zone               TEXT COLLATE "C",
    locale             TEXT COLLATE "C",
    kind               TEXT COLLATE "C" NOT NULL,
    deactivated_at     BIGINT,
    status_emoji       TEXT COLLATE "C" NOT NULL DEFAULT '',
    status_text        TEXT COLLATE "C" NOT NULL DEFAULT '',
    admin              BOOLEAN NOT NULL DEFAULT FALSE,
    team_id            TEXT COLLATE "C",
    team_source        TEXT COLLATE "C",
    hidden_at          BIGINT,
    join_offered_at    BIGINT,
    updated_at         BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX person_by_name ON person (workspace_id, name_folded);

CREATE TABLE member (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    joined_at          BIGINT NOT NULL,
    left_at            BIGINT,
    rested_until       BIGINT,
    weekday            BIGINT NOT NULL,
    hour               BIGINT NOT NULL,
    rhythm             TEXT COLLATE "C" NOT NULL,
    people_per_reminder BIGINT NOT NULL,
    locale             TEXT COLLATE "C",
    planned_week       BIGINT,
    reminded_at        BIGINT,
    seen_at            BIGINT,
    PRIMARY KEY (workspace_id, person_id)
);

-- Whose App Home was opened, and when it last became out of date. Apart from members: anybody may open it.
CREATE TABLE home (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    opened_at          BIGINT NOT NULL,
    dirty_at           BIGINT,
    PRIMARY KEY (workspace_id, person_id)
);
CREATE INDEX home_dirty ON home (dirty_at) WHERE dirty_at IS NOT NULL;

-- The truth: what members entered. Everything about ties is derived from these three.
CREATE TABLE act (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    giver_id           TEXT COLLATE "C" NOT NULL,
    receiver_id        TEXT COLLATE "C" NOT NULL,
    giver_team         TEXT COLLATE "C",
    receiver_team      TEXT COLLATE "C",
    note_sealed        BYTEA NOT NULL,
    note_print         BYTEA NOT NULL,
    happened_on        BIGINT NOT NULL,
    recorded_at        BIGINT NOT NULL,
    edited_at          BIGINT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX act_by_owner ON act (workspace_id, owner_id, happened_on);
CREATE INDEX act_by_print ON act (note_print, recorded_at);

CREATE TABLE ask (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    asker_id           TEXT COLLATE "C" NOT NULL,
    askee_id           TEXT COLLATE "C",
    askee_team         TEXT COLLATE "C",
    note_sealed        BYTEA NOT NULL,
    note_print         BYTEA NOT NULL,
    asked_on           BIGINT NOT NULL,
    recorded_at        BIGINT NOT NULL,
    state              TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'answered', 'let_go')),
    settled_at         BIGINT,
    act_id             TEXT COLLATE "C",
    shown_by           TEXT COLLATE "C",
    waiting_since      BIGINT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ask_by_asker ON ask (workspace_id, asker_id, asked_on);
CREATE INDEX ask_by_print ON ask (note_print, recorded_at);

CREATE TABLE touch (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    person_team        TEXT COLLATE "C",
    happened_on        BIGINT NOT NULL,
    recorded_at        BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX touch_by_owner ON touch (workspace_id, owner_id, happened_on);

-- Who is named inside the notes, so that a person can be taken out of them.
CREATE TABLE mention (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    entry_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, entry_id, person_id)
);
CREATE INDEX mention_by_person ON mention (workspace_id, person_id);

-- Derived from the entries of one owner; can be made again at any time.
CREATE TABLE tie (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    week               BIGINT NOT NULL,
    b4                 DOUBLE PRECISION NOT NULL,
    b52                DOUBLE PRECISION NOT NULL,
    last_on            BIGINT NOT NULL,
    last_kind          TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
);

CREATE TABLE team_activity (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    team_id            TEXT COLLATE "C" NOT NULL,
    week               BIGINT NOT NULL,
    r4                 DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, team_id)
);

-- What a member said about a contact; private, and not derived from anything.
CREATE TABLE preference (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    owner_id           TEXT COLLATE "C" NOT NULL,
    person_id          TEXT COLLATE "C" NOT NULL,
    refused_at         BIGINT,
    snoozed_until      BIGINT,
    nudged_week        BIGINT,
    PRIMARY KEY (workspace_id, owner_id, person_id)
);

CREATE TABLE nudge (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    member_id          TEXT COLLATE "C" NOT NULL,
    week               BIGINT NOT NULL,
    rank               BIGINT NOT NULL,
    state              TEXT COLLATE "C" NOT NULL CHECK (state IN ('chosen', 'reserve', 'sent', 'withdrawn')),
    contact_id         TEXT COLLATE "C" NOT NULL,
    contact_team       TEXT COLLATE "C",
    reason             TEXT COLLATE "C" NOT NULL,
    reason_on          BIGINT NOT NULL,
    small_act          TEXT COLLATE "C" NOT NULL,
    score              DOUBLE PRECISION NOT NULL,
    message_id         TEXT COLLATE "C" NOT NULL,
    answer             TEXT COLLATE "C",
    answered_at        BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, member_id, week, contact_id)
);
CREATE INDEX nudge_by_message ON nudge (workspace_id, message_id);
CREATE INDEX nudge_by_contact ON nudge (workspace_id, week, contact_id);

-- Messages on their way: the durable lane.
CREATE TABLE outbox (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    dedup_key          TEXT COLLATE "C" NOT NULL,
    kind               TEXT COLLATE "C" NOT NULL,
    recipient_id       TEXT COLLATE "C" NOT NULL,
    message_sealed     BYTEA NOT NULL,
    state              TEXT COLLATE "C" NOT NULL CHECK (state IN ('queued', 'leased', 'sending', 'in_doubt', 'sent', 'held', 'dropped')),
    due_at             BIGINT NOT NULL,
    expires_at         BIGINT NOT NULL,
    attempt            BIGINT NOT NULL DEFAULT 0,
    lease_until        BIGINT NOT NULL DEFAULT 0,
    deadline_at        BIGINT,
    baseline_ts        TEXT COLLATE "C",
    looks              BIGINT NOT NULL DEFAULT 0,
    channel_id         TEXT COLLATE "C",
    message_ts         TEXT COLLATE "C",
    cause              TEXT COLLATE "C",
    created_at         BIGINT NOT NULL,
    settled_at         BIGINT,
    PRIMARY KEY (workspace_id, id),
    UNIQUE (workspace_id, dedup_key)
);
CREATE INDEX outbox_due ON outbox (state, due_at);
CREATE INDEX outbox_lane ON outbox (workspace_id, recipient_id, state);

-- Triggers that were acted on, with what they made: a delivery that comes twice acts once.
CREATE TABLE seen (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    trigger_key        TEXT COLLATE "C" NOT NULL,
    subject            TEXT COLLATE "C" NOT NULL,
    seen_at            BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, trigger_key)
);
CREATE INDEX seen_by_age ON seen (seen_at);
