-- Recording in full: where messages of a workspace are found on the web, when an ask was edited, and a member's own word about teams.

ALTER TABLE workspace ADD COLUMN url TEXT;

ALTER TABLE ask ADD COLUMN edited_at INTEGER;

-- The team that a member says a colleague is in, for the member's own use.
CREATE TABLE IF NOT EXISTS own_word_team (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    team_id            TEXT NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
) STRICT, WITHOUT ROWID;

-- About whose team a member was asked, and under which entry: once for each person.
CREATE TABLE team_question (
    workspace_id       TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    person_id          TEXT NOT NULL,
    entry_id           TEXT NOT NULL,
    PRIMARY KEY (workspace_id, owner_id, person_id)
) STRICT, WITHOUT ROWID;
