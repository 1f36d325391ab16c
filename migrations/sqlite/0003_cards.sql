-- Team cards. What members of the team wrote is sealed.
CREATE TABLE card (
    workspace_id       TEXT NOT NULL,
    team_id            TEXT NOT NULL,
    protects_sealed    BLOB NOT NULL,
    front_door_sealed  BLOB NOT NULL,
    words_sealed       BLOB NOT NULL,
    edited_by          TEXT NOT NULL,
    edited_at          INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, team_id)
) STRICT, WITHOUT ROWID;

-- Struggles and offers. A struggle may be shown in the digest when one member asked for it and another one agreed.
CREATE TABLE card_line (
    workspace_id       TEXT NOT NULL,
    team_id            TEXT NOT NULL,
    id                 TEXT NOT NULL,
    kind               TEXT NOT NULL CHECK (kind IN ('struggle', 'offer')),
    text_sealed        BLOB NOT NULL,
    position           INTEGER NOT NULL,
    shown_asked_by     TEXT,
    shown_agreed_by    TEXT,
    PRIMARY KEY (workspace_id, team_id, id)
) STRICT, WITHOUT ROWID;

-- When a team wants to be left alone.
CREATE TABLE quiet_period (
    workspace_id       TEXT NOT NULL,
    team_id            TEXT NOT NULL,
    position           INTEGER NOT NULL,
    rule               TEXT NOT NULL,
    PRIMARY KEY (workspace_id, team_id, position)
) STRICT, WITHOUT ROWID;
