-- Introductions: a member brings two others together, and both are asked, one after the other.
-- Who said no stays in this row only, and the row goes: see src/store/introductions.rs.
CREATE TABLE introduction (
    workspace_id       TEXT NOT NULL,
    id                 TEXT NOT NULL,
    broker_id          TEXT NOT NULL,
    a_id               TEXT NOT NULL,
    b_id               TEXT NOT NULL,
    a_team             TEXT,
    b_team             TEXT,
    why_sealed         BLOB NOT NULL,
    state              TEXT NOT NULL CHECK (state IN ('proposed', 'asked_a', 'between', 'asked_b', 'agreed', 'opened', 'ended')),
    proposed_at        INTEGER NOT NULL,
    asked_a_at         INTEGER,
    answered_a         INTEGER CHECK (answered_a IN (0, 1)),
    asked_b_at         INTEGER,
    answered_b         INTEGER CHECK (answered_b IN (0, 1)),
    lapses_at          INTEGER NOT NULL,
    opened_at          INTEGER,
    channel_id         TEXT,
    message_a          TEXT,
    message_b          TEXT,
    message_open       TEXT,
    named_by_broker    INTEGER CHECK (named_by_broker IN (0, 1)),
    named_by_a         INTEGER CHECK (named_by_a IN (0, 1)),
    named_by_b         INTEGER CHECK (named_by_b IN (0, 1)),
    published_at       INTEGER,
    PRIMARY KEY (workspace_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX introduction_by_state ON introduction (state, lapses_at);
CREATE INDEX introduction_by_broker ON introduction (workspace_id, broker_id, proposed_at);
CREATE INDEX introduction_by_a ON introduction (workspace_id, a_id, b_id);
CREATE INDEX introduction_by_b ON introduction (workspace_id, b_id, a_id);

-- Introductions that a reminder suggested to a member: the reminder is the message.
CREATE TABLE introduction_suggestion (
    workspace_id       TEXT NOT NULL,
    message_id         TEXT NOT NULL,
    member_id          TEXT NOT NULL,
    a_id               TEXT NOT NULL,
    b_id               TEXT NOT NULL,
    a_team             TEXT NOT NULL,
    b_team             TEXT NOT NULL,
    struggle_sealed    BLOB NOT NULL,
    offer_sealed       BLOB NOT NULL,
    suggested_at       INTEGER NOT NULL,
    answer             TEXT CHECK (answer IN ('introduced', 'not_now')),
    PRIMARY KEY (workspace_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX introduction_suggestion_by_member ON introduction_suggestion (workspace_id, member_id, suggested_at);
