//! What people do in a week: they help and ask, rest and leave, are away, introduce others, and react to what they read, each as is their habit.

use goodturn::app::close_ask::AskEnd;
use goodturn::app::introduce::Introduce;
use goodturn::app::name_people::Named;
use goodturn::app::open_ask::OpenAsk;
use goodturn::app::record_act::RecordAct;
use goodturn::app::rest::RestFor;
use goodturn::domain::answer::Reminder;
use goodturn::domain::entry::Way;
use goodturn::domain::ids::MessageId;
use goodturn::domain::note::Note;
use goodturn::domain::nudge::NudgeAnswer;
use goodturn::domain::step::StepAnswer;
use rand::RngExt;

use super::cast::{Habit, how_many};
use super::world::{Tested, World, by, id};

/// One reminder of so many is read again after it was sent: each costs a dozen reads.
const READ_AGAIN_EVERY: u32 = 4;

/// Days on which entries of a week are made.
const WORKING_DAYS: std::ops::Range<i64> = 0..5;

impl World {
    /// Who joins, leaves, rests, comes back and goes away this week.
    pub async fn week_begins(&mut self, week: i64) -> Tested {
        for number in 0..self.players.len() {
            let player = self.players[number].clone();
            if player.joins == week {
                self.joins(number).await?;
            }
            if player.joins >= week {
                continue;
            }
            if player.leaves == Some(week) {
                self.app.leave(&by(number)).await?;
            }
            if player.rests.is_some_and(|(from, _)| from == week) && player.leaves.is_none_or(|leaves| leaves > week) {
                let weeks = player.rests.map_or(0, |(_, weeks)| weeks);
                self.app.rest(&by(number), RestFor::Weeks(weeks)).await?;
            }
            let away = self.rng.random_bool(0.05);
            if away != self.heard[number].away {
                self.heard[number].away = away;
                let person = self.person(number, if away { ":palm_tree:" } else { "" }).ok_or("a person")?;
                self.app.person_changed(&super::world::workspace(), &person).await?;
            }
        }
        for number in 0..self.players.len() {
            let player = &self.players[number];
            let rests = player.rests.is_some_and(|(from, weeks)| (from..=from + weeks).contains(&week));
            let gone = player.joins > week || player.leaves.is_some_and(|leaves| leaves <= week);
            let heard = &mut self.heard[number];
            heard.known.insert(Self::monday(week).week(), (heard.contacts.len(), rests || gone));
        }
        Ok(())
    }

    /// What people enter on a day.
    pub async fn lives(&mut self, week: i64, day: i64) -> Tested {
        if !WORKING_DAYS.contains(&day) {
            return Ok(());
        }
        for number in 0..self.players.len() {
            if self.players[number].joins > week {
                continue;
            }
            for _ in 0..how_many(self.players[number].entries / 5.0, &mut self.rng) {
                self.enters(number).await?;
            }
        }
        if day == 2 && week % 2 == 1 {
            self.somebody_introduces(week).await?;
        }
        Ok(())
    }

    /// One entry about somebody whom they know: the closest more often.
    async fn enters(&mut self, number: usize) -> Tested {
        let knows = self.players[number].knows.clone();
        let near = self.rng.random_range(0..knows.len());
        let other = knows[self.rng.random_range(0..=near)];
        self.keeps(number, other).await
    }

    async fn keeps(&mut self, number: usize, other: usize) -> Tested {
        self.heard[number].contacts.insert(other);
        let named = Named { ids: vec![id(other)], ..Named::default() };
        let note = Note::new(&format!("what came up {}", self.rng.random_range(0..100_000)));
        let kind = self.rng.random_range(0..10);
        if kind < 2 {
            let ask = OpenAsk { by: by(number), named, team: None, note, on: None, trigger: None };
            self.app.open_ask(ask).await?;
            return Ok(());
        }
        let way = if kind < 7 { Way::Gave } else { Way::Received };
        self.app.record_act(RecordAct { by: by(number), named, way, note, on: None, trigger: None }).await?;
        Ok(())
    }

    /// Somebody brings two together whom they know from two teams.
    async fn somebody_introduces(&mut self, week: i64) -> Tested {
        let number = self.rng.random_range(0..self.players.len());
        let player = self.players[number].clone();
        if player.joins >= week || player.leaves.is_some() {
            return Ok(());
        }
        let [a, b] = [player.knows[0], player.knows[1]];
        if self.players[a].team == self.players[b].team {
            return Ok(());
        }
        let named = Named { ids: vec![id(a), id(b)], ..Named::default() };
        self.app.introduce(Introduce { by: by(number), named, why: Note::new("you work on the same question") }).await?;
        Ok(())
    }

    /// Everybody reacts to what they read today.
    pub async fn reacts(&mut self) -> Tested {
        for (number, introduction) in std::mem::take(&mut self.asked_now) {
            let yes = self.rng.random_bool(0.8);
            self.app.answer_introduction(&by(number), &introduction, yes, None).await?;
        }
        for (number, message, ts, reminder) in std::mem::take(&mut self.read_now) {
            if self.rng.random_ratio(1, READ_AGAIN_EVERY) {
                self.reads_the_same(number, &message, &reminder).await?;
            }
            match self.players[number].habit {
                Habit::Presses => self.presses(number, &message, &ts, &reminder).await?,
                Habit::Records => self.meets(number, &reminder).await?,
                Habit::Looks if self.rng.random_bool(0.8) => drop(self.app.greet_seen(&by(number)).await?),
                Habit::Looks | Habit::Ignores => {}
            }
        }
        Ok(())
    }

    /// Read again, a reminder says what it said.
    async fn reads_the_same(&self, number: usize, message: &MessageId, sent: &Reminder) -> Tested {
        let again = self.app.read_reminder(&by(number), message).await?.ok_or("it was sent")?.reminder;
        if again.nudges == sent.nudges { Ok(()) } else { Err(format!("{:?} reads otherwise than {:?}", again.nudges, sent.nudges).into()) }
    }

    async fn presses(&mut self, number: usize, message: &MessageId, ts: &str, reminder: &Reminder) -> Tested {
        self.app.greet_seen(&by(number)).await?;
        for nudge in &reminder.nudges {
            let answer = match self.rng.random_range(0..100) {
                0..40 => NudgeAnswer::InTouch,
                40..55 => NudgeAnswer::NotThisWeek,
                55..57 => NudgeAnswer::NotThisPerson,
                _ => continue,
            };
            self.app.answer_nudge(&by(number), &nudge.id, answer, Some(ts)).await?;
        }
        for ask in &reminder.asks {
            let end = [AskEnd::Helped, AskEnd::Helped, AskEnd::NotYet, AskEnd::LetGo][self.rng.random_range(0..4)];
            self.app.close_ask(&by(number), &ask.id, end, Some(ts)).await?;
        }
        if reminder.step.is_some() {
            self.app.answer_step(&by(number), message, StepAnswer::Done, Some(ts)).await?;
        }
        Ok(())
    }

    /// Gets in touch with some of those who were named, and keeps it.
    async fn meets(&mut self, number: usize, reminder: &Reminder) -> Tested {
        if self.rng.random_bool(0.8) {
            self.app.greet_seen(&by(number)).await?;
        }
        for nudge in &reminder.nudges {
            if self.rng.random_bool(0.4) {
                self.keeps(number, super::world::number(&nudge.contact)).await?;
            }
        }
        Ok(())
    }
}
