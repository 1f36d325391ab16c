//! Presses: on buttons and menus of messages, of ephemeral messages, and of the Home.
//! A person can press only what stands before them; everything else is an error that says what does.

use serde_json::{Value, json};

use crate::{
    blockkit::{elements, options_of, values, with_choice},
    delivery::{
        Delivered, Follow, Sent,
        payload::{self, Place},
    },
    log::Entry,
    people::SandboxError,
    standin::Standin,
    state::{Kind, State},
    workspace::text,
};

/// Fields of an element that come back with what was done to it.
const GIVEN_BACK: &[&str] = &[
    "confirm",
    "placeholder",
    "url",
    "initial_option",
    "initial_user",
    "initial_conversation",
    "initial_channel",
    "initial_date",
    "initial_time",
];

/// What stands for the Home where a message timestamp is asked for.
const HOME: &str = "home";

impl Standin {
    /// A person presses a button, or chooses `value` from a menu (from one with several choices: a JSON array of texts). On the Home,
    /// `message_ts` is `home`; in a modal, its id.
    ///
    /// # Errors
    /// When the person sees no such message or button, or nothing can be delivered.
    pub async fn click(&self, user: &str, message_ts: &str, action_id: &str, value: Option<&str>) -> Result<Delivered, SandboxError> {
        self.press(user, message_ts, Wanted { block_id: None, action_id, value }).await
    }

    /// The same in one block of the message: several may have elements that are alike.
    ///
    /// # Errors
    /// As for [`Standin::click`].
    pub async fn click_in(
        &self,
        user: &str,
        message_ts: &str,
        block_id: &str,
        action_id: &str,
        value: Option<&str>,
    ) -> Result<Delivered, SandboxError> {
        self.press(user, message_ts, Wanted { block_id: Some(block_id), action_id, value }).await
    }

    async fn press(&self, user: &str, message_ts: &str, wanted: Wanted<'_>) -> Result<Delivered, SandboxError> {
        let sent = {
            let mut state = self.state();
            state.acting(user)?;
            let place = find_place(&state, user, message_ts).ok_or_else(|| SandboxError::NoSuchMessage(message_ts.to_owned()))?;
            press(&mut state, user, message_ts, &place, wanted)?
        };
        self.deliver(sent).await
    }
}

/// What a person wants to act on: an element, in any block where none is named, and what they choose there.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    block_id: Option<&'a str>,
    action_id: &'a str,
    value: Option<&'a str>,
}

/// An element that is acted on: its block, itself, and the fields that acting on it adds.
struct Acted {
    block_id: String,
    element: Value,
    fields: Vec<(&'static str, Value)>,
}

fn press(state: &mut State, user: &str, message_ts: &str, place: &Place, wanted: Wanted<'_>) -> Result<Sent, SandboxError> {
    let Wanted { action_id, value, .. } = wanted;
    let (channel, holder) = match place {
        Place::Message { channel, message, .. } => (Some(channel.clone()), message),
        Place::View { view } => (None, view),
    };
    let Acted { block_id, element, fields } = find_element(holder, wanted)?;
    let place = state.after_choice(user, place, &block_id, &element, &fields);
    let label = label_of(&element);
    let mut action = json!({"action_id": action_id, "block_id": block_id, "type": element["type"], "action_ts": state.stamp()});
    for (name, value) in fields {
        action[name] = value;
    }
    for name in GIVEN_BACK {
        if let Some(value) = element.get(*name) {
            action[*name] = value.clone();
        }
    }
    let in_modal = holder.get("id").and_then(Value::as_str).filter(|id| state.modal(id).is_some()).map(str::to_owned);
    let trigger_id = state.fresh_trigger(user, in_modal.as_deref());
    let payload = payload::block_actions(state, user, &place, &action, &trigger_id);
    let at_ms = state.now_ms();
    let own = element.get("value").and_then(Value::as_str);
    state.note(&Entry::Pressed {
        at_ms,
        user: user.to_owned(),
        channel,
        message_ts: message_ts.to_owned(),
        action_id: action_id.to_owned(),
        value: value.or(own).map(str::to_owned),
        label: label.clone(),
    });
    Ok(Sent::interaction(&payload, &trigger_id, Follow::Person { user: user.to_owned(), what: label }))
}

impl State {
    /// The place as it stands once an element was acted on: what is chosen in it is kept, and comes along.
    fn after_choice(&mut self, user: &str, place: &Place, block_id: &str, element: &Value, fields: &[(&'static str, Value)]) -> Place {
        let mut place = place.clone();
        match &mut place {
            Place::Message { message, chosen, .. } => {
                let ts = text(message, "ts").to_owned();
                let mut kept = self.choices.of(&ts, user);
                with_choice(&mut kept, block_id, element, fields);
                *chosen = values(message, &kept);
                if !kept.is_null() {
                    self.choices.keep(&ts, user, kept);
                }
            }
            Place::View { view } => {
                let mut kept = view["state"]["values"].clone();
                with_choice(&mut kept, block_id, element, fields);
                view["state"] = json!({"values": values(view, &kept)});
                let id = text(view, "id");
                let home = self.homes.get_mut(user).and_then(|home| home.shown.as_mut()).filter(|home| text(home, "id") == id);
                let modal = self.modals.iter_mut().find(|modal| modal.id == id).map(|modal| &mut modal.view);
                if let Some(shown) = modal.or(home) {
                    shown["state"] = view["state"].clone();
                }
            }
        }
        place
    }
}

/// The element with this action that can be acted on with this value, or an error that says what there is.
fn find_element(holder: &Value, wanted: Wanted<'_>) -> Result<Acted, SandboxError> {
    let Wanted { block_id: block, action_id, value } = wanted;
    let blocks = holder.get("blocks").unwrap_or(&Value::Null);
    let mut there = Vec::new();
    for (block_id, element) in elements(blocks) {
        let id = text(element, "action_id");
        there.push(match text(element, "value") {
            "" => id.to_owned(),
            value => format!("{id} ({value})"),
        });
        if id == action_id
            && block.is_none_or(|block| block == block_id)
            && let Some(fields) = chosen(element, value)
        {
            return Ok(Acted { block_id: block_id.to_owned(), element: element.clone(), fields });
        }
    }
    let wanted = value.map_or_else(|| action_id.to_owned(), |value| format!("{action_id} ({value})"));
    Err(SandboxError::NoSuchButton { wanted, there })
}

/// The message, ephemeral message, Home or top modal that this person sees under this name.
fn find_place(state: &State, user: &str, message_ts: &str) -> Option<Place> {
    if message_ts == HOME {
        let view = state.homes.get(user)?.shown.clone()?;
        return Some(Place::View { view });
    }
    if let Some(modal) = state.modals_of(user).next_back().filter(|modal| modal.id == message_ts) {
        return Some(Place::View { view: modal.view.clone() });
    }
    if let Some(ephemeral) = state.ephemerals_of(user).find(|one| one.ts == message_ts) {
        return Some(Place::Message {
            channel: ephemeral.channel.clone(),
            message: ephemeral.value.clone(),
            ephemeral: true,
            chosen: Value::Null,
        });
    }
    find_message(state, user, message_ts).map(|(channel, message)| Place::Message {
        channel,
        message,
        ephemeral: false,
        chosen: Value::Null,
    })
}

/// A message that this person sees, with its conversation.
pub(super) fn find_message(state: &State, user: &str, ts: &str) -> Option<(String, Value)> {
    let own = state.conversations.get(&state.dm_id(user));
    // Other people's DMs are the many, and never this person's.
    let shared = state.conversations.iter().filter(|one| !matches!(one.kind, Kind::Direct { .. }) && one.includes(user));
    own.into_iter().chain(shared).find_map(|one| {
        let message = one.message(ts).filter(|message| !message.hidden)?;
        Some((one.id.clone(), message.value.clone()))
    })
}

/// The fields that acting on an element adds, when it can be acted on with this value.
fn chosen(element: &Value, value: Option<&str>) -> Option<Vec<(&'static str, Value)>> {
    match text(element, "type") {
        "button" => {
            let own = element.get("value").and_then(Value::as_str);
            if value.is_some() && value != own {
                return None;
            }
            let mut fields = vec![("text", element["text"].clone())];
            if let Some(own) = own {
                fields.push(("value", json!(own)));
            }
            if let Some(style) = element.get("style") {
                fields.push(("style", style.clone()));
            }
            Some(fields)
        }
        "static_select" | "overflow" | "radio_buttons" => {
            let mut options = options_of(element);
            options.find(|option| value == Some(text(option, "value"))).map(|option| vec![("selected_option", option.clone())])
        }
        "multi_static_select" | "checkboxes" => {
            let wanted = list(value?)?;
            let options = options_of(element).filter(|option| wanted.iter().any(|one| one == text(option, "value")));
            Some(vec![("selected_options", options.cloned().collect())])
        }
        "multi_users_select" => list(value?).map(|value| vec![("selected_users", json!(value))]),
        "multi_conversations_select" => list(value?).map(|value| vec![("selected_conversations", json!(value))]),
        "multi_channels_select" => list(value?).map(|value| vec![("selected_channels", json!(value))]),
        "plain_text_input" | "number_input" | "email_text_input" | "url_text_input" => value.map(|value| vec![("value", json!(value))]),
        "users_select" => value.map(|value| vec![("selected_user", json!(value))]),
        "conversations_select" => value.map(|value| vec![("selected_conversation", json!(value))]),
        "channels_select" => value.map(|value| vec![("selected_channel", json!(value))]),
        "datetimepicker" => value?.parse::<u64>().ok().map(|value| vec![("selected_date_time", json!(value))]),
        "datepicker" => value.map(|value| vec![("selected_date", json!(value))]),
        "timepicker" => value.map(|value| vec![("selected_time", json!(value))]),
        _ => None,
    }
}

/// Several choices at once are given as a JSON array of texts.
fn list(value: &str) -> Option<Vec<String>> {
    serde_json::from_str(value).ok()
}

fn label_of(element: &Value) -> String {
    let label = element.get("text").or_else(|| element.get("placeholder")).map(|words| text(words, "text")).unwrap_or_default();
    if label.is_empty() { text(element, "action_id").to_owned() } else { label.to_owned() }
}
