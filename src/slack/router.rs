//! From a delivery to the one file that knows what to do with it, and from what goes wrong to words that help.
//!
//! Both transports end here. Whatever happens, the person gets an answer: a panic in a handler becomes a sentence with a reference that the
//! log has too.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt;
use rand::rngs::StdRng;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::client::{Client, Lane};
use super::command::Said;
use super::inbound::repeats::Repeats;
use super::inbound::{Action, Command, Event, Inbound, Shortcut, Submission};
use super::live::{Handled, Reply, Then};
use super::mishap::{Ear, at_input};
use super::view::{self, Rendered};
use super::{action, command, event, form, shortcut};
use crate::app::greet::Greeted;
use crate::app::mark_home::Dirty;
use crate::app::read_home::Page;
use crate::app::{Actor, App, Failure};
use crate::domain::refusal::Refused;
use crate::telemetry::{self, Reference};
use crate::text::{Lang, Text};

/// Deliveries handled at once, with what follows from them: two seconds' worth of the most that was ever measured (2,000 a second), at some
/// ten thousand bytes each. What comes beyond it is answered at once, and nobody's delivery waits behind it in memory.
const HANDLED_AT_ONCE: usize = 4_096;

/// How long a Home is left to who publishes it because somebody looks at it; if that fails, a worker does.
const HOME_TAKEN_MS: i64 = 5 * crate::domain::day::Millis::SECOND;

/// What every handler needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Router {
    pub(crate) app: App,
    pub(crate) text: Arc<Text>,
    pub(crate) client: Client,
    references: Arc<Mutex<StdRng>>,
    repeats: Arc<Repeats>,
    room: Arc<Semaphore>,
}

impl Router {
    /// A router over the app, its texts and the way to Slack; `rng` gives the references of errors.
    #[must_use]
    pub fn new(app: App, text: Arc<Text>, client: Client, rng: StdRng) -> Self {
        Self {
            app,
            text,
            client,
            references: Arc::new(Mutex::new(rng)),
            repeats: Arc::default(),
            room: Arc::new(Semaphore::new(HANDLED_AT_ONCE)),
        }
    }

    /// The same router with room for so many deliveries at once.
    #[must_use]
    pub fn with_room(mut self, deliveries: usize) -> Self {
        self.room = Arc::new(Semaphore::new(deliveries));
        self
    }

    /// Room to handle one delivery, until what follows from it is done; none when too many are being handled.
    pub(crate) fn room(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.room).try_acquire_owned().ok()
    }

    /// The answer to a delivery that there is no room for: nothing of it is kept, and whoever can be told so is. In English, as nobody is
    /// looked up at such a moment. What is not taken, Slack delivers again, or shows that it did not work.
    pub(crate) fn busy(&self, inbound: &Inbound) -> Reply {
        let words = self.text.words(Lang::En);
        match inbound {
            Inbound::Command(command) => Reply::Ephemeral(view::busy(&words, &command.typed())),
            Inbound::Submission(form) => at_input(&words, form.inputs.first().cloned(), view::busy_in_form(&words)),
            Inbound::Action(_) | Inbound::Shortcut(_) | Inbound::Event(_) => Reply::NotTaken,
            Inbound::HeldBack | Inbound::Unknown => Reply::Empty,
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it doesn't.
    pub async fn ready(&self) -> crate::app::Result<()> {
        self.app.ready().await
    }

    /// Handles one delivery.
    pub async fn handle(&self, inbound: Inbound) -> Handled {
        let ear = Ear::of(&inbound);
        let handled = AssertUnwindSafe(async {
            match inbound {
                Inbound::Command(command) => self.command(command).await,
                Inbound::Action(action) => self.action(action).await,
                Inbound::Submission(submission) => self.submission(submission).await,
                Inbound::Shortcut(shortcut) => self.shortcut(shortcut).await,
                Inbound::Event(event) => self.event(event).await,
                Inbound::HeldBack => {
                    metrics::counter!(telemetry::INBOUND_HELD_BACK_TOTAL).increment(1);
                    tracing::warn!("Slack holds back events, as there are too many; what they tell is learnt with the next sync of people");
                    Handled::nothing()
                }
                Inbound::Unknown => Handled::nothing(),
            }
        });
        match handled.catch_unwind().await {
            Ok(handled) => handled,
            Err(_) => self.panicked(ear),
        }
    }

    /// In English, as what tells the language may be what panicked.
    fn panicked(&self, ear: Ear) -> Handled {
        let reference = self.log("a delivery could not be handled", "a handler panicked");
        ear.hears(&self.text.words(Lang::En), &reference)
    }

    async fn command(&self, command: Command) -> Handled {
        let typed = command.typed();
        let (greeted, lang) = match self.met(&command.by).await {
            Ok(known) => known,
            Err(error) => return Handled::ephemeral(self.broken(Lang::En, &error.to_string(), &typed)),
        };
        let words = self.text.words(lang);
        if !greeted.installed {
            return Handled::ephemeral(view::not_installed(&words));
        }
        let (by, opens, response_url) = (command.by.clone(), command.opens.clone(), command.response_url.clone());
        let message = match command::run(self, command, lang).await {
            Ok(Said::Answer(answer)) => view::answer(&words, &answer),
            Ok(Said::Shown(message)) => message,
            Ok(Said::After(then)) => return Handled::then(then),
            Ok(Said::Both(message, form)) => {
                // Before the answer, so that the two always come in this order; the answer itself leaves in time whatever this call takes.
                let opened = self.open_beside(&by, opens.as_deref(), &form).await;
                let missing = view::joining::said(&words, "joining-without-form");
                let say = response_url.filter(|_| !opened).map(|response_url| Then::Say { response_url, message: missing });
                let message = view::admin::with_off(&words, message, greeted.off);
                return Handled { reply: Reply::Ephemeral(message), then: say.into_iter().collect() };
            }
            Ok(Said::Open(form)) => {
                // A word behind `/goodturn` only says which form; behind the others is what would be lost.
                let says_more = !typed.starts_with("/goodturn") && typed.contains(' ');
                let form = if says_more { Box::new(form.with_typed(typed)) } else { form };
                let open = opens.map(|trigger| Then::Open { by, trigger, form, response_url });
                return Handled::then(open.into_iter().collect());
            }
            Err(Failure::Refused(why)) => view::refused(&words, &Refused { why, typed }),
            Err(Failure::Broken(error)) => self.broken(lang, &error.to_string(), &typed),
        };
        Handled::ephemeral(view::admin::with_off(&words, message, greeted.off))
    }

    /// What was filled in is taken, or the form stays open with a sentence at its first input.
    async fn submission(&self, submission: Submission) -> Handled {
        let lang = self.met(&submission.by).await.map_or(Lang::En, |(_, lang)| lang);
        let inputs = submission.inputs.clone();
        let at = |named: Option<&str>| inputs.iter().find(|input| Some(input.as_str()) == named).or(inputs.first()).cloned();
        let why = match form::run(self, submission, lang).await {
            Ok(handled) => return handled,
            Err(Failure::Refused(why)) => (at(view::input_of(&why)), view::refused_in_form(&self.text.words(lang), &why)),
            Err(Failure::Broken(error)) => {
                let reference = self.log("a form could not be taken", &error.to_string());
                (at(None), view::broken_in_form(&self.text.words(lang), &reference))
            }
        };
        let (input, why) = why;
        Handled::reply(at_input(&self.text.words(lang), input, why))
    }

    async fn shortcut(&self, shortcut: Shortcut) -> Handled {
        let lang = self.met(&shortcut.by).await.map_or(Lang::En, |(_, lang)| lang);
        let response_url = shortcut.response_url.clone();
        let (by, opens) = (shortcut.by.clone(), shortcut.opens.clone());
        let message = match shortcut::run(self, shortcut, lang).await {
            Ok(form) => {
                let open = form.zip(opens).map(|(form, trigger)| Then::Open { by, trigger, form: Box::new(form), response_url });
                return Handled::then(open.into_iter().collect());
            }
            Err(Failure::Refused(why)) => view::refused(&self.text.words(lang), &Refused { why, typed: String::new() }),
            Err(Failure::Broken(error)) => self.broken(lang, &error.to_string(), ""),
        };
        Handled::then(response_url.map(|response_url| Then::Say { response_url, message }).into_iter().collect())
    }

    /// What a form is answered with that takes too long: it stays open, and sending it again is safe.
    pub(crate) async fn slow_form(&self, submission: &Submission) -> Reply {
        let lang = self.lang(&submission.by).await.map_or(Lang::En, |(_, lang)| lang);
        let (words, input) = (self.text.words(lang), submission.inputs.first().cloned());
        let key = if input.is_some() { "form-slow" } else { "form-slow-alone" };
        at_input(&words, input, words.plain(key, &[]))
    }

    async fn action(&self, action: Action) -> Handled {
        let response_url = action.response_url.clone();
        let (lang, page) = (self.met(&action.by).await.map_or(Lang::En, |(_, lang)| lang), action.home);
        match action::run(self, action, lang).await {
            Ok(then) => Handled::then(then.into_iter().map(|one| one.on(page)).collect()),
            Err(failure) => {
                let message = match failure {
                    Failure::Refused(why) => view::refused(&self.text.words(lang), &Refused { why, typed: String::new() }),
                    Failure::Broken(error) => self.broken(lang, &error.to_string(), ""),
                };
                Handled::then(response_url.map(|response_url| Then::Say { response_url, message }).into_iter().collect())
            }
        }
    }

    /// Takes an event, once however often Slack delivers it. One that can't be taken now is not acknowledged, so that Slack delivers it again:
    /// that the app was taken out, for one, is told at no other time.
    async fn event(&self, event: Event) -> Handled {
        let run = Box::pin(event::run(self, &event));
        let taken = match &event.id {
            Some(id) => self.repeats.once(&event.workspace, id, run).await,
            None => run.await.map(Some),
        };
        if let Some(cause) = event.again {
            let acted = if matches!(taken, Ok(Some(_))) { "yes" } else { "no" };
            metrics::counter!(telemetry::INBOUND_AGAIN_TOTAL, "cause" => cause, "acted" => acted).increment(1);
        }
        match taken {
            Ok(then) => Handled::then(then.unwrap_or_default()),
            Err(error) => {
                self.log("an event could not be taken", &error.to_string());
                Handled::reply(Reply::NotTaken)
            }
        }
    }

    /// Whether the app is installed where the actor is, and the actor's language.
    pub(crate) async fn lang(&self, by: &Actor) -> crate::app::Result<(bool, Lang)> {
        let (installed, locale) = self.app.greet(by).await?;
        Ok((installed, Lang::of(locale.as_deref())))
    }

    /// The same for somebody who did something just now.
    async fn met(&self, by: &Actor) -> crate::app::Result<(Greeted, Lang)> {
        let greeted = self.app.greet_seen(by).await?;
        let lang = Lang::of(greeted.locale.as_deref());
        Ok((greeted, lang))
    }

    /// Notes an error in the log and makes the sentence that a person reads, with the same reference.
    fn broken(&self, lang: Lang, error: &str, typed: &str) -> Rendered {
        let reference = self.log("a delivery could not be handled", error);
        view::broken(&self.text.words(lang), &reference, typed)
    }

    fn log(&self, what: &str, error: &str) -> String {
        let mut rng = self.references.lock().unwrap_or_else(PoisonError::into_inner);
        let reference = Reference::new(&mut *rng).to_string();
        drop(rng);
        metrics::counter!(telemetry::ERRORS_TOTAL, "place" => "inbound").increment(1);
        tracing::error!(%reference, error, "{what}");
        reference
    }

    /// Sends an answer that missed its acknowledgement.
    pub async fn answer_late(&self, response_url: Option<&str>, message: &Rendered) {
        let Some(url) = response_url else { return };
        if let Err(error) = self.respond(url, message, false).await {
            self.log("a late answer could not be sent", &error);
        }
    }

    /// Does what is to be done after an acknowledgement. What fails is logged: the next press or visit shows the truth anyway.
    pub async fn follow_up(&self, then: Vec<Then>) {
        for one in then {
            if let Err(error) = self.follow(one).await {
                self.log("a message could not be brought up to date", &error);
            }
        }
    }

    async fn follow(&self, then: Then) -> Result<(), String> {
        match then {
            Then::Replace { response_url, message } => self.respond(&response_url, &message, true).await,
            Then::Say { response_url, message } => self.respond(&response_url, &message, false).await,
            Then::Update { by, channel, ts, message } => {
                let Some(token) = self.token(&by).await? else { return Ok(()) };
                self.client.update_message(&token, &channel, &ts, &message, Lane::Live).await.map_err(|error| error.to_string())
            }
            Then::Home(by) => self.publish_home(&by, Lane::Live).await,
            Then::HomeIn(by, lang) => self.publish_home_at(&by, (Page::default(), Some(lang)), Lane::Live).await,
            Then::HomeAt(by, page) => self.publish_home_at(&by, (page, None), Lane::Live).await,
            Then::Forget => self.forget_rest().await.map(drop).map_err(|error| error.to_string()),
            Then::Open { by, trigger, form, response_url } => {
                let Some(token) = self.token(&by).await? else { return Ok(()) };
                let Err(error) = self.client.open_form(&token, &trigger, &form).await else { return Ok(()) };
                // Without an answer it may be open: then nothing is said that might be wrong.
                if !error.may_have_happened() {
                    let lang = self.lang(&by).await.map_or(Lang::En, |(_, lang)| lang);
                    self.answer_late(response_url.as_deref(), &view::form_too_late(&self.text.words(lang), &form)).await;
                }
                Err(error.to_string())
            }
            Then::OpenToJoin { by, trigger, form, response_url } => self.open_to_join(&by, &trigger, &form, response_url.as_deref()).await,
            Then::LookIntoChannel(by) => self.look_into_channel(&by).await,
            Then::Invite { by, channel, response_url } => self.invite(&by, &channel, &response_url).await,
            Then::Change { by, id, hash, form } => {
                let Some(token) = self.token(&by).await? else { return Ok(()) };
                self.client.change_form(&token, &id, hash.as_deref(), &form).await.map_err(|error| error.to_string())
            }
        }
    }

    /// Carries out the deletions that were asked for; tells how many.
    ///
    /// # Errors
    /// When the database refuses.
    pub(crate) async fn forget_rest(&self) -> crate::app::Result<usize> {
        let instead = |locale: Option<&str>| self.text.words(Lang::of(locale)).mrkdwn("a-colleague", &[]).into_string();
        self.app.forget_rest(&instead).await
    }

    /// The token to call Slack with for somebody; none where the app was taken out.
    pub(super) async fn token(&self, by: &Actor) -> Result<Option<String>, String> {
        let workspace = self.app.workspace(&by.workspace).await.map_err(|error| error.to_string())?;
        Ok(workspace.map(|workspace| workspace.bot_token))
    }

    async fn respond(&self, response_url: &str, message: &Rendered, replace: bool) -> Result<(), String> {
        let mut body = Reply::body(message);
        body["replace_original"] = replace.into();
        self.client.respond(response_url, &body).await.map_err(|error| error.to_string())
    }

    /// Publishes a person's Home as it stands, and takes its mark away. `urgency` tells whether they look at it now.
    ///
    /// # Errors
    /// A sentence for the log.
    pub async fn publish_home(&self, by: &Actor, urgency: Lane) -> Result<(), String> {
        self.publish_home_at(by, (Page::default(), None), urgency).await
    }

    /// The same on these pages, and in a language that may not be known from anything that is kept.
    async fn publish_home_at(&self, by: &Actor, (page, lang): (Page, Option<Lang>), urgency: Lane) -> Result<(), String> {
        // The mark is read before the Home is, so that a change in between leaves it out of date. One that somebody looks at is taken from the
        // workers meanwhile: they know of no pages.
        let mark = match urgency {
            Lane::Live => self.app.take_home(by, HOME_TAKEN_MS).await,
            Lane::Background => self.app.home_mark(by).await,
        };
        let mark = mark.map_err(|error| error.to_string())?;
        let Some(workspace) = self.app.workspace(&by.workspace).await.map_err(|error| error.to_string())? else {
            return self.home_published(mark).await;
        };
        let lang = match lang {
            Some(lang) => lang,
            None => self.lang(by).await.map_err(|error| error.to_string())?.1,
        };
        let home = self.app.read_home_at(by, page).await.map_err(|error| error.to_string())?;
        let rendered = self.with_admin(by, lang, view::home(&self.text.words(lang), &home)).await?;
        let page = home.page.as_word();
        let published = self.client.publish_home(&workspace.bot_token, &by.person, (&rendered, &page), urgency).await;
        published.map_err(|error| error.to_string())?;
        self.home_published(mark).await
    }

    async fn home_published(&self, mark: Option<Dirty>) -> Result<(), String> {
        match mark {
            Some(mark) => self.app.home_published(&mark).await.map_err(|error| error.to_string()),
            None => Ok(()),
        }
    }
}
