-- What a small act speaks of, so that a reminder reads the same after a press; and each member's own sequence of nudges, which no deletion shortens.
ALTER TABLE nudge ADD COLUMN take INTEGER NOT NULL DEFAULT 0;
ALTER TABLE nudge ADD COLUMN struggle_id TEXT;
ALTER TABLE nudge ADD COLUMN offer_id TEXT;
CREATE INDEX step_by_member ON step (workspace_id, member_id);
ALTER TABLE member ADD COLUMN nudges_sent INTEGER NOT NULL DEFAULT 0;
UPDATE member SET nudges_sent = (SELECT COUNT(*) FROM nudge
    WHERE nudge.workspace_id = member.workspace_id AND nudge.member_id = member.person_id AND nudge.state = 'sent');

-- How often a contact was named in a row without any contact: the second time on, a month lies between.
ALTER TABLE preference ADD COLUMN named_times INTEGER NOT NULL DEFAULT 0;

-- As in 0009: what SQLite is told about the new index.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('step', 'step_by_member', '50000 50000 3');
ANALYZE sqlite_schema;
