-- Files that were put into their owner's DM, so that they can be taken back out of Slack. No row names anybody.
CREATE TABLE exported_file (
    workspace_id       TEXT COLLATE "C" NOT NULL,
    file_id            TEXT COLLATE "C" NOT NULL,
    message_id         TEXT COLLATE "C" NOT NULL,
    delete_at          BIGINT,
    attempt            BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, file_id)
);
CREATE INDEX exported_file_due ON exported_file (delete_at) WHERE delete_at IS NOT NULL;
CREATE INDEX exported_file_by_message ON exported_file (workspace_id, message_id);
