//! What an export says: everything of one person's own, as readable JSON. `docs/export.md` describes it.
//!
//! Only what the person entered, chose, was sent or took part in. What others entered about them is others', and nothing here tells of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::{Actor, App, Known, Result};
use crate::domain::day::{Day, Millis};
use crate::domain::entry::Act;
use crate::domain::ids::{EntryId, PersonId, TeamId};
use crate::domain::introduction::{Introduction, Side, State};
use crate::domain::note::Note;
use crate::domain::nudge::{Nudge, NudgeState};
use crate::domain::person::{Member, REST_OPEN_ENDED};
use crate::domain::team_source::TeamSource;
use crate::store::export_parts::{self, Part};
use crate::store::{
    acts, asks, contacts, introductions, members, nudges, own_teams, people, preferences, steps, suggestions, teams, tended,
};

/// The version of the form; it changes when a program that reads the file would have to.
const FORMAT: i64 = 1;

/// People looked up at once.
const NAMES_AT_ONCE: usize = 500;

/// A file, ready to be sent. Never logged: `Debug` tells its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Exported {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Exported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Exported({} bytes)", self.bytes.len())
    }
}

/// Names and days, as the file says them.
struct Terms {
    people: BTreeMap<PersonId, String>,
    teams: BTreeMap<TeamId, String>,
    zone: TimeZone,
}

impl Terms {
    fn person(&self, id: &PersonId) -> Value {
        if id.is_forgotten() { Value::Null } else { json!({ "slack_id": id.as_str(), "name": self.people.get(id) }) }
    }

    fn team(&self, id: Option<&TeamId>) -> Value {
        id.and_then(|id| self.teams.get(id)).map_or(Value::Null, |name| name.as_str().into())
    }

    fn words(&self, note: &Note) -> String {
        note.editable(&self.people)
    }

    fn day(&self, at: Millis) -> String {
        day(at.day_in(&self.zone))
    }
}

fn day(day: Day) -> String {
    day.date().to_string()
}

fn instant(at: Millis) -> String {
    at.timestamp().to_string()
}

impl App {
    /// Everything of the actor's own, as a file.
    pub(crate) async fn compose_export(&self, by: &Actor) -> Result<Exported> {
        let known = self.known(by).await?;
        let gathered = self.gather(by).await?;
        let terms =
            Terms { people: self.names(by, &gathered).await?, teams: self.team_names(&by.workspace).await?, zone: known.zone.clone() };
        let mut whole = json!({
            "about": "Everything that Goodturn keeps about one person, for that person.",
            "format": FORMAT,
            "made_on": day(known.today),
            "person": self.about_person(by, &known, &terms).await?,
            "settings": self.about_settings(by, &terms).await?,
        });
        for (name, part) in [
            ("entries", gathered.entries(&terms)),
            ("been_in_touch", gathered.touches(&terms)),
            ("asks", gathered.asks(&terms)),
            ("introductions", gathered.introductions(by, &terms)),
            ("kept_warm", self.kept_warm(by, &terms).await?),
            ("not_named_to_me", self.not_named(by, &terms).await?),
            ("said_i_deal_with", self.dealt_with(by, &terms).await?),
            ("teams_i_said", self.teams_said(by, &terms).await?),
            ("notes_sent_to_me", self.notes_sent(by, &gathered, &terms).await?),
            ("team_cards", self.cards_touched(by, &terms).await?),
            ("set_for_the_workspace", self.workspace_settings(by).await?),
        ] {
            whole[name] = part;
        }
        // A value made of texts, numbers and lists always serializes.
        let bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
        Ok(Exported { name: format!("goodturn-{}.json", day(known.today)), bytes })
    }

    async fn gather(&self, by: &Actor) -> Result<Gathered> {
        let (store, workspace, person) = (&self.store, &by.workspace, &by.person);
        let mut introduced = Vec::new();
        for part in export_parts::introductions(&store.db, workspace, person).await? {
            introduced.extend(introductions::by_id(store, workspace, &part.id).await?.map(|one| (part, one)));
        }
        Ok(Gathered {
            acts: acts::latest(store, workspace, person, 0, i64::MAX).await?,
            first_meetings: export_parts::first_meetings(&store.db, workspace, person).await?,
            touches: export_parts::touches(&store.db, workspace, person).await?,
            asks: asks::of_asker(store, workspace, person).await?,
            nudges: nudges::of_member(&store.db, workspace, person).await?,
            introduced: introduced.into_iter().filter(|(part, one)| one.broker == *person || part.was_asked).collect(),
        })
    }

    /// The names of everybody whom the file names.
    async fn names(&self, by: &Actor, gathered: &Gathered) -> Result<BTreeMap<PersonId, String>> {
        let (db, workspace) = (&self.store.db, &by.workspace);
        let mut ids = gathered.people();
        ids.extend(tended::of_owner(db, workspace, &by.person).await?.into_iter().map(|(person, _)| person));
        ids.extend(preferences::of_owner(db, workspace, &by.person).await?.into_iter().map(|(_, person, _)| person));
        ids.extend(contacts::of_owner(db, workspace, &by.person).await?.into_keys());
        ids.extend(own_teams::of_owner(db, workspace, &by.person).await?.into_keys().map(|(_, person)| person));
        let ids: Vec<PersonId> = ids.into_iter().collect();
        let mut names = BTreeMap::new();
        for chunk in ids.chunks(NAMES_AT_ONCE) {
            names.extend(people::by_ids(db, workspace, chunk).await?.into_iter().map(|known| (known.person.id, known.person.name)));
        }
        Ok(names)
    }

    async fn about_person(&self, by: &Actor, known: &Known, terms: &Terms) -> Result<Value> {
        let own_word = teams::of_person(&self.store.db, &by.workspace, &TeamSource::Word.key(), &by.person).await?;
        let person = known.person.as_ref();
        Ok(json!({
            "slack_id": by.person.as_str(),
            "name": person.map(|person| person.name.as_str()),
            "time_zone": person.and_then(|person| person.zone.as_deref()),
            "language_in_slack": person.and_then(|person| person.locale.as_deref()),
            "status_in_slack": person.map(|person| format!("{} {}", person.status_emoji, person.status_text).trim().to_owned()),
            "team": terms.team(person.and_then(|person| person.team.as_ref())),
            "team_i_said": terms.team(own_word.as_ref()),
            "hidden_since": person.and_then(|person| person.hidden_at).map(|at| terms.day(at)),
            "was_offered_to_join": known.join_offered,
        }))
    }

    async fn about_settings(&self, by: &Actor, terms: &Terms) -> Result<Value> {
        let member = members::by_id(&self.store.db, &by.workspace, &by.person).await?;
        Ok(member.map_or(Value::Null, |member| settings(&member, terms)))
    }

    async fn kept_warm(&self, by: &Actor, terms: &Terms) -> Result<Value> {
        let all = tended::of_owner(&self.store.db, &by.workspace, &by.person).await?;
        let one = |(person, row): &(PersonId, tended::TendedRow)| json!({ "person": terms.person(person), "every_weeks": row.weeks, "since": terms.day(row.added_at) });
        Ok(all.iter().map(one).collect())
    }

    async fn not_named(&self, by: &Actor, terms: &Terms) -> Result<Value> {
        let all = preferences::of_owner(&self.store.db, &by.workspace, &by.person).await?;
        let all = all.iter().filter(|(_, _, said)| said.refused_at.is_some() || said.snoozed_until.is_some());
        let one = all.map(|(_, person, said)| {
            json!({
                "person": terms.person(person),
                "not_this_person_since": said.refused_at.map(|at| terms.day(at)),
                "not_before_week": said.snoozed_until.map(crate::domain::day::Week::iso),
            })
        });
        Ok(one.collect())
    }

    async fn dealt_with(&self, by: &Actor, terms: &Terms) -> Result<Value> {
        let all = contacts::of_owner(&self.store.db, &by.workspace, &by.person).await?;
        Ok(all.iter().map(|(person, at)| json!({ "person": terms.person(person), "since": terms.day(*at) })).collect())
    }

    async fn teams_said(&self, by: &Actor, terms: &Terms) -> Result<Value> {
        let all = own_teams::of_owner(&self.store.db, &by.workspace, &by.person).await?;
        Ok(all.iter().map(|((_, person), team)| json!({ "person": terms.person(person), "team": terms.team(Some(team)) })).collect())
    }

    /// The weekly notes, with whom they named and why, and what was pressed.
    async fn notes_sent(&self, by: &Actor, gathered: &Gathered, terms: &Terms) -> Result<Value> {
        let (db, workspace) = (&self.store.db, &by.workspace);
        let mut all = Vec::new();
        for (message, at) in export_parts::reminders(db, workspace, &by.person).await? {
            let named = gathered.nudges.iter().filter(|(nudge, in_message)| *in_message == message && nudge.state == NudgeState::Sent);
            let step = steps::of_message(db, workspace, &message).await?.map(|step| {
                let answer = step.answer.map(crate::domain::step::StepAnswer::as_str);
                json!({ "kind": step.kind.as_str(), "team": terms.team(step.team.as_ref()), "my_answer": answer })
            });
            let suggested = suggestions::of_message(&self.store, workspace, &by.person, &message).await?;
            let suggested = suggested.map(|one| {
                json!({
                    "first": terms.person(&one.a), "second": terms.person(&one.b), "i_introduced_them": one.answer,
                    "struggle": one.meeting.struggle, "offer": one.meeting.offer,
                })
            });
            all.push(json!({
                "sent_at": instant(at), "people": named.map(|(nudge, _)| about_nudge(nudge, terms)).collect::<Value>(), "first_step": step,
                "suggested_introduction": suggested,
            }));
        }
        Ok(all.into())
    }

    async fn cards_touched(&self, by: &Actor, terms: &Terms) -> Result<Value> {
        let changed = export_parts::cards_edited(&self.store.db, &by.workspace, &by.person).await?;
        let lines = export_parts::lines_shown(&self.store, &by.workspace, &by.person).await?;
        let changed = changed.iter().map(|(team, at)| json!({ "team": terms.team(Some(team)), "at": instant(*at) }));
        let lines = lines.iter().map(|(team, line, asked)| {
            json!({ "team": terms.team(Some(team)), "line": line, "i": if *asked { "asked for it" } else { "agreed" } })
        });
        Ok(json!({ "last_changed_by_me": changed.collect::<Value>(), "shown_in_the_weekly_post": lines.collect::<Value>() }))
    }

    async fn workspace_settings(&self, by: &Actor) -> Result<Value> {
        let all = export_parts::settings(&self.store.db, &by.workspace, &by.person).await?;
        Ok(all.into_iter().map(|(name, value, at)| json!({ "name": name, "value": value, "at": instant(at) })).collect())
    }
}

fn settings(member: &Member, terms: &Terms) -> Value {
    let resting = member.rested_until.map(|until| if until >= REST_OPEN_ENDED { "until I say so".to_owned() } else { terms.day(until) });
    json!({
        "joined_at": instant(member.joined_at),
        "left_at": member.left_at.map(instant),
        "weekday": member.slot.weekday + 1,
        "hour": member.slot.hour,
        "rhythm": member.rhythm.as_str(),
        "people_in_a_note": member.people_per_reminder,
        "language": member.locale,
        "team_to_learn_about_first": terms.team(member.boundary.as_ref()),
        "resting_until": resting,
        "notes_ended_at": member.ended_at.map(instant),
        "last_note_at": member.reminded_at.map(instant),
        "last_seen_at": member.seen_at.map(instant),
    })
}

fn about_nudge(nudge: &Nudge, terms: &Terms) -> Value {
    json!({
        "person": terms.person(&nudge.contact), "team": terms.team(nudge.contact_team.as_ref()), "reason": nudge.reason.as_str(),
        "suggestion": nudge.small_act.as_str(), "my_answer": nudge.answer.map(crate::domain::nudge::NudgeAnswer::as_str),
    })
}

/// The parts that name most people, read once.
struct Gathered {
    acts: Vec<Act>,
    first_meetings: Vec<EntryId>,
    touches: Vec<export_parts::Touched>,
    asks: Vec<asks::ShownAsk>,
    nudges: Vec<(Nudge, crate::domain::ids::MessageId)>,
    introduced: Vec<(Part, Introduction)>,
}

impl Gathered {
    fn people(&self) -> BTreeSet<PersonId> {
        let notes = self.acts.iter().map(|act| &act.note).chain(self.asks.iter().map(|shown| &shown.ask.note));
        let notes = notes.chain(self.introduced.iter().map(|(_, one)| &one.why));
        let mut all: BTreeSet<PersonId> = notes.flat_map(Note::mentions).collect();
        all.extend(self.acts.iter().map(|act| act.other().clone()));
        all.extend(self.touches.iter().map(|touch| touch.person.clone()));
        all.extend(self.asks.iter().filter_map(|shown| shown.ask.askee.clone()));
        all.extend(self.nudges.iter().map(|(nudge, _)| nudge.contact.clone()));
        all.extend(self.introduced.iter().flat_map(|(_, one)| [one.broker.clone(), one.a.clone(), one.b.clone()]));
        all
    }

    fn entries(&self, terms: &Terms) -> Value {
        let one = |act: &Act| {
            json!({
                "way": act.way().as_str(), "person": terms.person(act.other()), "team": terms.team(act.other_team()),
                "on": day(act.happened_on), "note": terms.words(&act.note), "recorded_at": instant(act.recorded_at),
                "counted_as_first_meeting": self.first_meetings.contains(&act.id),
            })
        };
        self.acts.iter().map(one).collect()
    }

    fn touches(&self, terms: &Terms) -> Value {
        let one = |touch: &export_parts::Touched| {
            json!({
                "person": terms.person(&touch.person), "team": terms.team(touch.team.as_ref()), "on": day(touch.on),
                "recorded_at": instant(touch.at),
            })
        };
        self.touches.iter().map(one).collect()
    }

    fn asks(&self, terms: &Terms) -> Value {
        let one = |shown: &asks::ShownAsk| {
            let ask = &shown.ask;
            json!({
                "person": ask.askee.as_ref().map(|askee| terms.person(askee)), "team": terms.team(ask.askee_team.as_ref()),
                "on": day(ask.asked_on), "note": terms.words(&ask.note), "state": ask.state.as_str(),
                "recorded_at": instant(ask.recorded_at),
            })
        };
        self.asks.iter().map(one).collect()
    }

    /// As far as the person knows: who proposed sees whether it opened, who was asked sees that and their own answer.
    fn introductions(&self, by: &Actor, terms: &Terms) -> Value {
        let one = |(part, one): &(Part, Introduction)| {
            let side = if one.a == by.person { Some(Side::A) } else { Some(Side::B).filter(|_| one.b == by.person) };
            let (role, answer) = match side {
                Some(Side::A) => ("introduced", one.answered_a),
                Some(Side::B) => ("introduced", one.answered_b),
                None => ("proposed it", None),
            };
            json!({
                "i": role, "proposed_by": terms.person(&one.broker), "first": terms.person(&one.a), "second": terms.person(&one.b),
                "why": terms.words(&one.why), "proposed_at": instant(one.proposed_at), "i_said_yes": answer,
                "a_conversation_opened": one.state == State::Opened, "i_may_be_named": part.named,
            })
        };
        self.introduced.iter().map(one).collect()
    }
}
