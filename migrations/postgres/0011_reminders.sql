-- What a small act speaks of, so that a reminder reads the same after a press; and each member's own sequence of nudges, which no deletion shortens.
ALTER TABLE nudge ADD COLUMN take BIGINT NOT NULL DEFAULT 0;
ALTER TABLE nudge ADD COLUMN struggle_id TEXT COLLATE "C";
ALTER TABLE nudge ADD COLUMN offer_id TEXT COLLATE "C";
CREATE INDEX step_by_member ON step (workspace_id, member_id);
ALTER TABLE member ADD COLUMN nudges_sent BIGINT NOT NULL DEFAULT 0;
UPDATE member SET nudges_sent = (SELECT COUNT(*) FROM nudge
    WHERE nudge.workspace_id = member.workspace_id AND nudge.member_id = member.person_id AND nudge.state = 'sent');

-- How often a contact was named in a row without any contact: the second time on, a month lies between.
ALTER TABLE preference ADD COLUMN named_times BIGINT NOT NULL DEFAULT 0;
