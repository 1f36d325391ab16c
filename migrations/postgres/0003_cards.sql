-- Team cards. What members of the team wrote is sealed.
CREATE TABLE card (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    team_id            TEXT COLLATE "C" NOT NULL,
    protects_sealed    BYTEA NOT NULL,
    front_door_sealed  BYTEA NOT NULL,
    words_sealed       BYTEA NOT NULL,
    edited_by          TEXT COLLATE "C" NOT NULL,
    edited_at          BIGINT NOT NULL,
    PRIMARY KEY (workspace_id, team_id)
);

-- Struggles and offers. A struggle may be shown in the digest when one member asked for it and another one agreed.
CREATE TABLE card_line (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    team_id            TEXT COLLATE "C" NOT NULL,
    id                 TEXT COLLATE "C" NOT NULL,
    kind               TEXT COLLATE "C" NOT NULL CHECK (kind IN ('struggle', 'offer')),
    text_sealed        BYTEA NOT NULL,
    position           BIGINT NOT NULL,
    shown_asked_by     TEXT COLLATE "C",
    shown_agreed_by    TEXT COLLATE "C",
    PRIMARY KEY (workspace_id, team_id, id)
);

-- When a team wants to be left alone.
CREATE TABLE quiet_period (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    team_id            TEXT COLLATE "C" NOT NULL,
    position           BIGINT NOT NULL,
    rule               TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (workspace_id, team_id, position)
);
