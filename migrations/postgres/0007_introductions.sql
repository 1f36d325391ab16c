-- Introductions: a member brings two others together, and both are asked, one after the other.
-- Who said no stays in this row only, and the row goes: see src/store/introductions.rs.
CREATE TABLE introduction (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    broker_id          TEXT COLLATE "C" NOT NULL,
    a_id               TEXT COLLATE "C" NOT NULL,
    b_id               TEXT COLLATE "C" NOT NULL,
    a_team             TEXT COLLATE "C",
    b_team             TEXT COLLATE "C",
    why_sealed         BYTEA NOT NULL,
    state              TEXT COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'asked_a', 'between', 'asked_b', 'agreed', 'opened', 'ended')),
    proposed_at        BIGINT NOT NULL,
    asked_a_at         BIGINT,
    answered_a         BOOLEAN,
    asked_b_at         BIGINT,
    answered_b         BOOLEAN,
    lapses_at          BIGINT NOT NULL,
    opened_at          BIGINT,
    channel_id         TEXT COLLATE "C",
    message_a          TEXT COLLATE "C",
    message_b          TEXT COLLATE "C",
    message_open       TEXT COLLATE "C",
    named_by_broker    BOOLEAN,
    named_by_a         BOOLEAN,
    named_by_b         BOOLEAN,
    published_at       BIGINT,
    PRIMARY KEY (workspace_id, id)
);
CREATE INDEX introduction_by_state ON introduction (state, lapses_at);
CREATE INDEX introduction_by_broker ON introduction (workspace_id, broker_id, proposed_at);
CREATE INDEX introduction_by_a ON introduction (workspace_id, a_id, b_id);
CREATE INDEX introduction_by_b ON introduction (workspace_id, b_id, a_id);

-- Introductions that a reminder suggested to a member: the reminder is the message.
CREATE TABLE introduction_suggestion (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    message_id         TEXT COLLATE "C" NOT NULL,
    member_id          TEXT COLLATE "C" NOT NULL,
    a_id               TEXT COLLATE "C" NOT NULL,
    b_id               TEXT COLLATE "C" NOT NULL,
    a_team             TEXT COLLATE "C" NOT NULL,
    b_team             TEXT COLLATE "C" NOT NULL,
    struggle_sealed    BYTEA NOT NULL,
    offer_sealed       BYTEA NOT NULL,
    suggested_at       BIGINT NOT NULL,
    answer             TEXT COLLATE "C" CHECK (answer IN ('introduced', 'not_now')),
    PRIMARY KEY (workspace_id, message_id)
);
CREATE INDEX introduction_suggestion_by_member ON introduction_suggestion (workspace_id, member_id, suggested_at);
