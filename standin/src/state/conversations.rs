//! Conversations: DMs, group DMs and channels, and who may see them.
//! A DM's id follows from its person, so that it is the same in every run and before it is opened.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use super::{Message, State};
use crate::{
    ids,
    workspace::{flag, text},
};

/// Messages kept of one conversation; the oldest go first.
const MESSAGES_MAX: usize = 10_000;

/// What kind of conversation it is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Between the bot and one person.
    Direct {
        /// That person.
        user: String,
    },
    /// Between the bot and a few people.
    Group {
        /// Those people, without the bot.
        users: Vec<String>,
    },
    /// A channel of the workspace file, public or private.
    Channel {
        /// Slack's channel object.
        info: Value,
    },
}

/// One conversation.
#[derive(Clone, Debug)]
pub(crate) struct Conversation {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) created_s: i64,
    /// Whether the bot may post.
    pub(crate) bot_in: bool,
    /// Whether someone opened it: a DM exists before, for who looks at the Home.
    pub(crate) opened: bool,
    /// Who is in, of a channel; nobody named means everyone.
    members: BTreeSet<String>,
    messages: VecDeque<Message>,
}

impl Conversation {
    fn new(id: &str, kind: Kind, created_s: i64) -> Self {
        Self { id: id.to_owned(), kind, created_s, bot_in: true, opened: false, members: BTreeSet::new(), messages: VecDeque::new() }
    }

    /// A channel as Slack's object describes it; `created_s` counts when that doesn't say.
    fn channel(info: Value, created_s: i64, bot: &str) -> Self {
        let created_s = info.get("created").and_then(Value::as_i64).unwrap_or(created_s);
        let members: BTreeSet<String> =
            info.get("members").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        let bot_in = members.contains(bot) || flag(&info, "is_member");
        let id = text(&info, "id").to_owned();
        let conversation = Self::new(&id, Kind::Channel { info }, created_s);
        Self { opened: true, bot_in, members, ..conversation }
    }

    /// Takes someone in or out of a channel; `everyone` is who is in where nobody is named.
    pub(crate) fn set_member(&mut self, user: &str, come: bool, everyone: Vec<String>) {
        if come {
            self.members.insert(user.to_owned());
        } else {
            if self.members.is_empty() {
                self.members.extend(everyone);
            }
            self.members.remove(user);
        }
    }

    pub(crate) fn is_private(&self) -> bool {
        match &self.kind {
            Kind::Channel { info } => flag(info, "is_private"),
            _ => true,
        }
    }

    pub(crate) fn is_archived(&self) -> bool {
        matches!(&self.kind, Kind::Channel { info } if flag(info, "is_archived"))
    }

    /// Whether a person reads along.
    pub(crate) fn includes(&self, user: &str) -> bool {
        match &self.kind {
            Kind::Direct { user: other } => other == user,
            Kind::Group { users } => users.iter().any(|other| other == user),
            // Everyone is everyone of this workspace: who comes from elsewhere was let in by name.
            Kind::Channel { .. } => self.members.is_empty() || self.members.contains(user),
        }
    }

    /// The name deliveries give it.
    pub(crate) fn name(&self) -> String {
        match &self.kind {
            Kind::Direct { .. } => "directmessage".to_owned(),
            Kind::Group { .. } => format!("mpdm-{}-1", self.id.to_lowercase()),
            Kind::Channel { info } if self.is_private() && text(info, "name").is_empty() => "privategroup".to_owned(),
            Kind::Channel { info } => text(info, "name").to_owned(),
        }
    }

    pub(crate) fn push(&mut self, message: Message) {
        self.messages.push_back(message);
        if self.messages.len() > MESSAGES_MAX {
            self.messages.pop_front();
        }
    }

    pub(crate) fn message(&self, ts: &str) -> Option<&Message> {
        // Mostly asked about recent messages, so from the end.
        self.messages.iter().rev().find(|message| message.ts == ts)
    }

    pub(crate) fn message_mut(&mut self, ts: &str) -> Option<&mut Message> {
        self.messages.iter_mut().rev().find(|message| message.ts == ts)
    }

    /// A file was deleted: messages that shared it keep its tombstone.
    pub(crate) fn lose_file(&mut self, id: &str) {
        let messages = self.messages.iter_mut().filter_map(|message| message.value.get_mut("files")?.as_array_mut());
        for file in messages.flatten().filter(|file| file["id"] == *id) {
            *file = json!({ "id": id, "mode": "tombstone" });
        }
    }

    pub(crate) fn remove(&mut self, ts: &str) -> bool {
        let before = self.messages.len();
        self.messages.retain(|message| message.ts != ts);
        self.messages.len() < before
    }

    /// The messages people see, oldest first.
    pub(crate) fn seen(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().filter(|message| !message.hidden)
    }
}

/// All conversations.
#[derive(Debug, Default)]
pub(crate) struct Conversations {
    all: BTreeMap<String, Conversation>,
}

impl Conversations {
    pub(super) fn new(channels: Vec<Value>, bot: &str) -> Self {
        let mut all = BTreeMap::new();
        for info in channels {
            let conversation = Conversation::channel(info, 0, bot);
            if !conversation.id.is_empty() {
                all.insert(conversation.id.clone(), conversation);
            }
        }
        Self { all }
    }

    /// Makes a channel, or changes what is said of it: messages and members stay.
    pub(crate) fn put_channel(&mut self, info: Value, created_s: i64, bot: &str) {
        let id = text(&info, "id");
        if let Some(there) = self.all.get_mut(id) {
            there.kind = Kind::Channel { info };
        } else {
            self.all.insert(id.to_owned(), Conversation::channel(info, created_s, bot));
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Conversation> {
        self.all.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Conversation> {
        self.all.get_mut(id)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Conversation> {
        self.all.values()
    }

    /// A channel by its name, with or without `#`.
    pub(crate) fn named(&self, name: &str) -> Option<&Conversation> {
        let name = name.strip_prefix('#').unwrap_or(name);
        self.all.values().find(|one| matches!(&one.kind, Kind::Channel { info } if text(info, "name") == name))
    }
}

impl State {
    /// The id of the DM between the bot and a person, whether it was opened or not.
    pub(crate) fn dm_id(&self, user: &str) -> String {
        ids::id("D", self.options.seed, user)
    }

    /// Whether somebody is of another company, whose workspace shares channels with this one or did.
    pub(crate) fn is_external(&self, user: &str) -> bool {
        self.people.get(user).is_some_and(|user| !text(user, "team_id").is_empty() && text(user, "team_id") != self.team.id)
    }

    /// Whether they are in no channel that the bot is in, too: then it can't write to them.
    pub(crate) fn is_stranger(&self, user: &str) -> bool {
        let named = |one: &Conversation| matches!(one.kind, Kind::Channel { .. }) && one.bot_in && one.members.contains(user);
        self.is_external(user) && !self.conversations.iter().any(named)
    }

    /// The id of the conversation that is meant by an id, a channel's name or a person.
    pub(crate) fn resolved(&self, channel: &str) -> String {
        if self.people.get(channel).is_some() {
            return self.dm_id(channel);
        }
        self.conversations.named(channel).map_or_else(|| channel.to_owned(), |one| one.id.clone())
    }

    /// The DM between the bot and a person; also says whether it was open already.
    pub(crate) fn open_dm(&mut self, user: &str) -> (String, bool) {
        let id = self.dm_id(user);
        let kind = Kind::Direct { user: user.to_owned() };
        let was_open = self.ensure(&id, kind, true);
        (id, was_open)
    }

    /// The DM, there but not opened: people see the app in their list before it ever wrote.
    pub(crate) fn ensure_dm(&mut self, user: &str) -> String {
        let id = self.dm_id(user);
        self.ensure(&id, Kind::Direct { user: user.to_owned() }, false);
        id
    }

    /// The group DM of these people (sorted, without the bot); also says whether it was open already.
    pub(crate) fn open_group(&mut self, users: &[String]) -> (String, bool) {
        let id = self.group_id(users);
        let was_open = self.ensure(&id, Kind::Group { users: users.to_vec() }, true);
        (id, was_open)
    }

    pub(crate) fn group_id(&self, users: &[String]) -> String {
        ids::id("C", self.options.seed, &format!("group/{}", users.join(",")))
    }

    fn ensure(&mut self, id: &str, kind: Kind, open: bool) -> bool {
        let created_s = self.now_ms() / 1000;
        let conversation = self.conversations.all.entry(id.to_owned()).or_insert_with(|| Conversation::new(id, kind, created_s));
        let was_open = conversation.opened;
        conversation.opened |= open;
        was_open
    }
}
