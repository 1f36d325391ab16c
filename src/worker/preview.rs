//! Previews: each message with invented people, in the words and blocks that the real one has, to the admin who asked.

use std::collections::BTreeMap;
use std::time::Instant;

use super::Workers;
use super::digest::PICTURE_NAME;
use super::post::Post;
use crate::app::Result;
use crate::app::compose_digest::Composed;
use crate::app::consent::ConsentShown;
use crate::app::deliver::Delivery;
use crate::app::install::Workspace;
use crate::app::preview::ATTEMPTS_WITH_PICTURE;
use crate::domain::answer::{AskShown, NudgeShown, Quotes, Reminder};
use crate::domain::day::Day;
use crate::domain::digest::bridges::Bridges;
use crate::domain::digest::crowd::Label;
use crate::domain::digest::{Carried, Digest, Introduction, Struggle};
use crate::domain::entry::AskState;
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::introduction::Shown;
use crate::domain::message::Preview;
use crate::domain::note::Note;
use crate::domain::nudge::{Reason, SmallAct};
use crate::domain::step::{StepKind, StepShown};
use crate::render::bridge_map;
use crate::slack::view::{self, Rendered};
use crate::text::{Lang, Words};

/// Days since the invented last contact: long enough for a month to be named.
const DAYS_QUIET: i64 = 70;

/// Days since the invented ask.
const DAYS_ASKED: i64 = 12;

/// Ids of invented people. Slack has no such ids, and none is ever sent: names stand in their place.
const PEOPLE: [(&str, &str); 3] = [("PREVIEWA", "preview-person-a"), ("PREVIEWB", "preview-person-b"), ("PREVIEWC", "preview-person-c")];

/// Ids of invented teams.
const TEAMS: [(&str, &str); 3] = [("a", "preview-team-a"), ("b", "preview-team-b"), ("c", "preview-team-c")];

impl Workers {
    /// Sends one leased preview.
    pub(super) async fn send_preview(&self, delivery: &Delivery, which: Preview, since: Instant) -> Result<()> {
        if let Some(cause) = self.app.preview_unwanted(delivery).await? {
            return self.leave_unsaid(delivery, cause).await;
        }
        let Some(workspace) = self.app.workspace(&delivery.workspace).await? else {
            return self.leave_unsaid(delivery, "not installed").await;
        };
        let lang = self.lang(delivery).await?;
        let file = if which == Preview::Digest { self.picture(&workspace, delivery, lang).await? } else { None };
        let open = self.open(&workspace.bot_token, delivery).await;
        let Some(place) = self.or_back(delivery, open).await? else { return Ok(()) };
        let words = self.text.words(lang);
        let message = preview(&words, delivery, which, file.as_deref(), self.today(delivery).await?);
        let post = Post { message: &message, picture: file.is_some() };
        self.post(&workspace.bot_token, delivery, since, &place, post).await
    }

    async fn today(&self, delivery: &Delivery) -> Result<Day> {
        let by = crate::app::Actor { workspace: delivery.workspace.clone(), person: delivery.recipient.clone() };
        self.app.today(&by).await
    }

    /// The picture of the invented bridges: uploaded once a language, and left out when Slack doesn't show it.
    async fn picture(&self, workspace: &Workspace, delivery: &Delivery, lang: Lang) -> Result<Option<String>> {
        let key = if lang == Lang::De { "de" } else { "en" };
        if delivery.attempt > ATTEMPTS_WITH_PICTURE {
            self.app.preview_picture_is(&workspace.id, key, "").await?;
            return Ok(None);
        }
        if let Some(file) = self.app.preview_picture(&workspace.id, key).await? {
            return Ok(Some(file));
        }
        let words = self.text.words(lang);
        let (digest, teams) = digest(&words, Day(0));
        let composed = Composed { digest, carried: Carried::default(), teams, locale: (lang == Lang::De).then(|| "de".to_owned()) };
        let Some(map) = self.map(&composed) else { return Ok(None) };
        let Ok(Ok(png)) = tokio::task::spawn_blocking(move || bridge_map(&map)).await else { return Ok(None) };
        match self.client.upload(&workspace.bot_token, PICTURE_NAME, png).await {
            Ok(file) => {
                self.app.preview_picture_is(&workspace.id, key, &file).await?;
                Ok(Some(file))
            }
            Err(error) => {
                tracing::warn!(%error, "a preview goes without its picture");
                Ok(None)
            }
        }
    }
}

fn person(place: usize) -> PersonId {
    PersonId::new(PEOPLE[place].0)
}

/// A preview in words and blocks.
fn preview(words: &Words<'_>, delivery: &Delivery, which: Preview, file: Option<&str>, today: Day) -> Rendered {
    let message = match which {
        Preview::Reminder => view::reminder(words, &delivery.id, &reminder(words, today)),
        Preview::FirstStep => {
            let team = Some(words.plain("preview-team-a", &[]).into_string());
            view::reminder(words, &delivery.id, &with_step(StepKind::Question, team, today))
        }
        Preview::LastNote => view::reminder(words, &delivery.id, &with_step(StepKind::LastNote, None, today)),
        Preview::Digest => {
            let (digest, teams) = digest(words, today);
            view::digest(words, &digest, &teams, file)
        }
        Preview::Consent => {
            let team = Some(words.plain("preview-team-b", &[]).into_string());
            let (id, message, why) = ("preview".into(), delivery.id.clone(), note(words, "preview-why"));
            let shown = ConsentShown { id, message, broker: person(2), other: person(1), team, why, shown: Shown::Asking };
            view::introduction::consent(words, &shown)
        }
        Preview::Invite => view::joining::post(words),
    };
    let names: Vec<_> = PEOPLE.iter().map(|(id, key)| (PersonId::new(*id), words.plain(key, &[]).into_string())).collect();
    view::admin::as_preview(words, &message, &names)
}

fn note(words: &Words<'_>, key: &str) -> Note {
    Note::new(words.plain(key, &[]).as_str())
}

fn empty(today: Day) -> Reminder {
    Reminder {
        nudges: Vec::new(),
        asks: Vec::new(),
        suggestion: None,
        step: None,
        resting: false,
        rest_until: None,
        ended: false,
        taken_back: 0,
        today,
    }
}

fn with_step(kind: StepKind, team: Option<String>, today: Day) -> Reminder {
    Reminder { step: Some(StepShown { kind, team, answer: None }), ..empty(today) }
}

fn reminder(words: &Words<'_>, today: Day) -> Reminder {
    let nudge = |place: usize, reason: Reason, small_act: SmallAct| NudgeShown {
        id: format!("preview-{place}").as_str().into(),
        contact: person(place),
        team: Some(words.plain(TEAMS[place].1, &[]).into_string()),
        reason,
        reason_on: today.plus(-DAYS_QUIET),
        small_act,
        take: 0,
        quotes: Quotes::default(),
        answer: None,
    };
    let ask = AskShown {
        id: "preview".into(),
        askee: Some(person(2)),
        team: None,
        note: note(words, "preview-ask"),
        asked_on: today.plus(-DAYS_ASKED),
        state: AskState::Open,
        waiting: false,
    };
    let nudges = vec![nudge(0, Reason::SeveralWeeks, SmallAct::PassOnNews), nudge(1, Reason::TheyHelped, SmallAct::AskWhatIsOn)];
    Reminder { nudges, asks: vec![ask], ..empty(today) }
}

/// A weekly post of three invented teams.
fn digest(words: &Words<'_>, today: Day) -> (Digest, BTreeMap<TeamId, String>) {
    let teams = TEAMS.iter().map(|(id, key)| (TeamId::new(*id), words.plain(key, &[]).into_string())).collect();
    let label = |place: usize| Label::Team(TeamId::new(TEAMS[place].0));
    let named = Introduction { between: (label(0), label(1)), named: Some([person(2), person(0), person(1)]), opened_on: today };
    let unnamed = Introduction { between: (label(1), label(2)), named: None, opened_on: today };
    let struggle =
        Struggle { id: "preview".into(), team: TeamId::new(TEAMS[0].0), text: words.plain("preview-struggle", &[]).into_string() };
    let edges = [(label(0), label(1)), (label(0), label(2)), (label(1), label(2))].into();
    let bridges = Bridges { edges, ..Bridges::default() };
    let digest = Digest { introductions: vec![named, unnamed], first_meetings: true, struggle: Some(struggle), bridges: Some(bridges) };
    (digest, teams)
}
