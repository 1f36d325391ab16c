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
