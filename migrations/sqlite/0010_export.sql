-- Files that were put into their owner's DM, so that they can be taken back out of Slack. No row names anybody.
CREATE TABLE exported_file (
    workspace_id       TEXT NOT NULL,
    file_id            TEXT NOT NULL,
    message_id         TEXT NOT NULL,
    delete_at          INTEGER,
    attempt            INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (workspace_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX exported_file_due ON exported_file (delete_at) WHERE delete_at IS NOT NULL;
CREATE INDEX exported_file_by_message ON exported_file (workspace_id, message_id);

-- As in 0009: what SQLite is told about the new indexes.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('exported_file', 'exported_file', '1000 1000 1'),
    ('exported_file', 'exported_file_due', '1'),
    ('exported_file', 'exported_file_by_message', '1000 1000 1');
ANALYZE sqlite_schema;
