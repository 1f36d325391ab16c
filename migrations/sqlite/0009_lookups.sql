-- Rows are looked up by whom they are about, too: when somebody is forgotten, when a contact is planned for, when a tie is made again.
CREATE INDEX act_by_other ON act (workspace_id, (CASE WHEN owner_id = giver_id THEN receiver_id ELSE giver_id END));
CREATE INDEX ask_by_askee ON ask (workspace_id, askee_id);
CREATE INDEX touch_by_person ON touch (workspace_id, person_id);
CREATE INDEX tie_by_person ON tie (workspace_id, person_id);
CREATE INDEX nudge_by_person ON nudge (workspace_id, contact_id);
CREATE INDEX preference_by_person ON preference (workspace_id, person_id);
CREATE INDEX contact_by_person ON contact (workspace_id, person_id);
CREATE INDEX tended_by_person ON tended (workspace_id, person_id);
CREATE INDEX own_word_team_by_person ON own_word_team (workspace_id, person_id);
CREATE INDEX team_question_by_person ON team_question (workspace_id, person_id);

-- SQLite chooses indexes by what it knows about the tables, and without that it takes a primary key by its first column: the whole workspace.
-- What it is told here is one large workspace, always the same, so that a small file is read the way a large one has to be. Each row says how
-- many rows there are, and how many share the first column of the index, the first two, and so on.
ANALYZE;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('person', 'person', '50000 50000 1'),
    ('person', 'person_by_name', '50000 50000 1'),
    ('person', 'person_by_team', '50000 50000 50'),
    ('person_team', 'person_team', '100000 100000 2 1'),
    ('person_team', 'person_team_by_source', '100000 100000 50000 1'),
    ('member', 'member', '20000 20000 1'),
    ('home', 'home', '20000 20000 1'),
    ('home', 'home_dirty', '20000 20'),
    ('act', 'act', '1000000 1000000 1'),
    ('act', 'act_by_owner', '1000000 1000000 50 1'),
    ('act', 'act_by_other', '1000000 1000000 50'),
    ('act', 'act_by_print', '1000000 1 1'),
    ('ask', 'ask', '200000 200000 1'),
    ('ask', 'ask_by_asker', '200000 200000 10 1'),
    ('ask', 'ask_by_askee', '200000 200000 10'),
    ('ask', 'ask_by_print', '200000 1 1'),
    ('touch', 'touch', '200000 200000 1'),
    ('touch', 'touch_by_owner', '200000 200000 10 1'),
    ('touch', 'touch_by_person', '200000 200000 10'),
    ('mention', 'mention', '200000 200000 2 1'),
    ('mention', 'mention_by_person', '200000 200000 10'),
    ('tie', 'tie', '500000 500000 25 1'),
    ('tie', 'tie_by_person', '500000 500000 25'),
    ('team_activity', 'team_activity', '200000 200000 10 1'),
    ('preference', 'preference', '200000 200000 10 1'),
    ('preference', 'preference_by_person', '200000 200000 10'),
    ('contact', 'contact', '100000 100000 5 1'),
    ('contact', 'contact_by_person', '100000 100000 5'),
    ('tended', 'tended', '100000 100000 5 1'),
    ('tended', 'tended_by_person', '100000 100000 5'),
    ('own_word_team', 'own_word_team', '20000 20000 2 1'),
    ('own_word_team', 'own_word_team_by_person', '20000 20000 2'),
    ('team_question', 'team_question', '50000 50000 2 1'),
    ('team_question', 'team_question_by_person', '50000 50000 2'),
    ('nudge', 'nudge', '2000000 2000000 1'),
    ('nudge', 'sqlite_autoindex_nudge_2', '2000000 2000000 100 3 1'),
    ('nudge', 'nudge_by_message', '2000000 2000000 3'),
    ('nudge', 'nudge_by_contact', '2000000 2000000 40000 2'),
    ('nudge', 'nudge_by_person', '2000000 2000000 100'),
    ('step', 'step', '50000 50000 1'),
    ('outbox', 'outbox', '1000000 1000000 1'),
    ('outbox', 'sqlite_autoindex_outbox_2', '1000000 1000000 1'),
    ('outbox', 'outbox_due', '1000000 150000 2'),
    ('outbox', 'outbox_lane', '1000000 1000000 50 10'),
    ('ask_carried', 'ask_carried', '200000 200000 2 1'),
    ('seen', 'seen', '100000 100000 1'),
    ('seen', 'seen_by_age', '100000 1'),
    ('redaction', 'redaction', '1000 1000 10 1'),
    ('redaction', 'redaction_due', '1000 1'),
    ('introduction', 'introduction', '20000 20000 1'),
    ('introduction', 'introduction_by_state', '20000 3000 1'),
    ('introduction', 'introduction_by_broker', '20000 20000 10 1'),
    ('introduction', 'introduction_by_a', '20000 20000 5 1'),
    ('introduction', 'introduction_by_b', '20000 20000 5 1'),
    ('introduction_suggestion', 'introduction_suggestion', '50000 50000 1'),
    ('introduction_suggestion', 'introduction_suggestion_by_member', '50000 50000 5 1'),
    ('digest', 'digest', '50 50 1'),
    ('digest', 'digest_by_message', '50 50 1'),
    ('first_meeting', 'first_meeting', '5000 5000 1'),
    ('card', 'card', '500 500 1'),
    ('card_line', 'card_line', '4000 4000 8 1'),
    ('team', 'team', '1000 1000 1'),
    ('team', 'sqlite_autoindex_team_2', '1000 1000 1');
ANALYZE sqlite_schema;
