-- What is learnt from goes by its week, for half as long as entries are kept.
CREATE INDEX lesson_learnt_by_week ON lesson_learnt (week);

-- As in 0009: what SQLite is told about the table.
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('lesson_learnt', 'lesson_learnt', '26000 26000 1000 1'),
    ('lesson_learnt', 'lesson_learnt_by_week', '26000 1000');
ANALYZE sqlite_schema;
