-- What is learnt from goes by its week, for half as long as entries are kept.
CREATE INDEX lesson_learnt_by_week ON lesson_learnt (week);
