//! Channels that are made, renamed and put away, and people who come and go, with the events that Slack sends of it.
//! An app hears of a channel's members only where its bot is one, and of a private channel only then.

use serde_json::{Value, json};

use crate::{
    delivery::Delivered,
    people::SandboxError,
    standin::Standin,
    state::{Conversation, Kind, State},
    workspace::{flag, text},
};

impl Standin {
    /// A channel is made, renamed, archived or brought back: `channel_created`, `channel_rename`, `channel_archive`,
    /// `channel_unarchive`; of a private one with `group_` instead, and only where the bot is in.
    /// The object replaces the one with the same `id`, its messages and members stay. Answers the deliveries that were made.
    ///
    /// # Errors
    /// When it has no id, or is a DM, or nothing can be delivered.
    pub async fn change_channel(&self, user: &str, info: Value) -> Result<Vec<Delivered>, SandboxError> {
        let (scope, events) = {
            let mut state = self.state();
            state.acting(user)?;
            if text(&info, "id").is_empty() {
                return Err(SandboxError::Wrong("a channel has an `id`".to_owned()));
            }
            state.changed_channel(user, info)?
        };
        self.tell(scope, events).await
    }

    /// A person, or the bot, comes into a channel: `member_joined_channel`. Answers the deliveries that were made.
    ///
    /// # Errors
    /// When there is no such person or channel, they are in already, or nothing can be delivered.
    pub async fn join_channel(&self, user: &str, channel: &str) -> Result<Vec<Delivered>, SandboxError> {
        self.come_or_go(user, channel, true).await
    }

    /// A person, or the bot, leaves a channel: `member_left_channel`. Answers the deliveries that were made.
    ///
    /// # Errors
    /// When there is no such person or channel, they are not in, or nothing can be delivered.
    pub async fn leave_channel(&self, user: &str, channel: &str) -> Result<Vec<Delivered>, SandboxError> {
        self.come_or_go(user, channel, false).await
    }

    async fn come_or_go(&self, user: &str, channel: &str, come: bool) -> Result<Vec<Delivered>, SandboxError> {
        let (scope, events) = self.state().came_or_went(user, channel, come)?;
        self.tell(scope, events).await
    }
}

/// The scope that events of a channel need.
fn scope(conversation: &Conversation) -> &'static str {
    if conversation.is_private() { "groups:read" } else { "channels:read" }
}

impl State {
    fn changed_channel(&mut self, user: &str, info: Value) -> Result<(&'static str, Vec<Value>), SandboxError> {
        let id = text(&info, "id").to_owned();
        let (name, archived) = (text(&info, "name").to_owned(), flag(&info, "is_archived"));
        let created = self.now_ms() / 1000;
        let bot = self.credentials.bot_user_id.clone();
        let before = match self.conversations.get(&id).map(|one| &one.kind) {
            Some(Kind::Channel { info }) => Some(info.clone()),
            Some(_) => return Err(SandboxError::Wrong(format!("{id} is no channel"))),
            None => None,
        };
        self.conversations.put_channel(info, created, &bot);
        let Some(conversation) = self.conversations.get(&id) else { return Err(SandboxError::UnknownConversation(id)) };
        let (scope, private) = (scope(conversation), conversation.is_private());
        if private && !conversation.bot_in {
            return Ok((scope, Vec::new()));
        }
        let word = |what: &str| format!("{}_{what}", if private { "group" } else { "channel" });
        let created = conversation.created_s;
        let stamp = self.stamp();
        let mut events = Vec::new();
        match before {
            None if private => {}
            None => events.push(json!({
                "type": "channel_created", "event_ts": stamp, "channel": {"id": id, "name": name, "created": created, "creator": user},
            })),
            Some(before) => {
                if text(&before, "name") != name {
                    let channel = json!({"id": id, "name": name, "created": created});
                    events.push(json!({"type": word("rename"), "channel": channel, "event_ts": stamp}));
                }
                if flag(&before, "is_archived") != archived {
                    let what = word(if archived { "archive" } else { "unarchive" });
                    events.push(json!({"type": what, "channel": id, "user": user, "event_ts": stamp}));
                }
            }
        }
        Ok((scope, events))
    }

    fn came_or_went(&mut self, user: &str, channel: &str, come: bool) -> Result<(&'static str, Vec<Value>), SandboxError> {
        let bot = self.credentials.bot_user_id.clone();
        if user != bot {
            self.acting(user)?;
        }
        let everyone: Vec<String> =
            self.people.all().iter().filter(|one| !flag(one, "deleted")).map(|one| text(one, "id").to_owned()).collect();
        let conversation = self.conversations.get_mut(channel);
        let conversation = conversation.ok_or_else(|| SandboxError::UnknownConversation(channel.to_owned()))?;
        let was_in = if user == bot { conversation.bot_in } else { conversation.includes(user) };
        if !matches!(conversation.kind, Kind::Channel { .. }) || was_in == come {
            let what = if come { "come into" } else { "leave" };
            return Err(SandboxError::Wrong(format!("{user} can't {what} {channel}")));
        }
        let heard = conversation.bot_in || user == bot;
        conversation.set_member(user, come, everyone);
        if user == bot {
            conversation.bot_in = come;
        }
        let letter = if conversation.is_private() { "G" } else { "C" };
        let scope = scope(conversation);
        let kind = if come { "member_joined_channel" } else { "member_left_channel" };
        let event = json!({
            "type": kind, "user": user, "channel": channel, "channel_type": letter, "team": self.team.id, "event_ts": self.stamp(),
        });
        Ok((scope, if heard { vec![event] } else { Vec::new() }))
    }
}
