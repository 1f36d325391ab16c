-- Retention, and deletions that wait for what is on its way.

-- Since when nothing but the person's own messages on their way is left of them; until then no message is edited.
ALTER TABLE forgetting ADD COLUMN cleaned_at INTEGER;

-- How often a message was noted, so that none of it is lost with an edit that is just being made; and until when one worker is at that.
ALTER TABLE redaction ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE redaction ADD COLUMN taken_until INTEGER NOT NULL DEFAULT 0;

-- Messages that were on their way while somebody was deleted, and may name them: to be edited once they are there.
CREATE TABLE redaction_ahead (
    workspace_id       TEXT NOT NULL,
    message_id         TEXT NOT NULL,
    PRIMARY KEY (workspace_id, message_id)
) STRICT, WITHOUT ROWID;
