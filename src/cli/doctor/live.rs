//! `doctor --live`: whether Slack shows the bot the last message of a DM, which is how a reminder whose answer was lost is found again.
//!
//! Slack documents it, and only a real workspace can tell. One message goes to an admin who asked for it, and to nobody else.

use super::Findings;
use crate::config::Config;
use crate::domain::ids::{ChannelId, PersonId};
use crate::slack::client::{CallError, Client, Latest};
use crate::slack::view;
use crate::text::{Lang, Text};

const CHECK: &str = "last message of a DM";

pub(super) async fn look(config: &Config, client: &Client, admin: Option<&str>, findings: &mut Findings) {
    let ids = &config.admins.ids;
    let admin = match (admin, ids.as_slice()) {
        (Some(admin), ids) => ids.iter().find(|id| *id == admin),
        (None, [one]) => Some(one),
        (None, _) => None,
    };
    let (Some(admin), Some(token)) = (admin, &config.slack.bot_token) else {
        let todo = "Set SLACK_BOT_TOKEN, put your own Slack id into GOODTURN_ADMINS, and say which you are with --admin ID where there are several.";
        return findings.fails(CHECK, "Nobody is there to send the message to.", todo);
    };
    match try_out(client, token.expose(), &PersonId::new(admin)).await {
        Ok(true) => findings.good(CHECK, "Slack shows the last message of a DM: a reminder whose answer is lost is found again."),
        Ok(false) => {
            let todo = "Nothing has to be done: a reminder whose answer is lost is held and never sent twice. Please tell the authors.";
            findings.mind(CHECK, "Slack does not show the last message of a DM.", todo);
        }
        Err(error) => {
            findings.fails(CHECK, format!("The message could not be sent: {error}."), "Look at the scopes above, and at GOODTURN_ADMINS.");
        }
    }
}

async fn try_out(client: &Client, token: &str, admin: &PersonId) -> Result<bool, CallError> {
    let channel: ChannelId = client.open_dm(token, admin).await?;
    let text = Text::new();
    let posted = client.post_message(token, &channel, &view::live_check(&text.words(Lang::En))).await?;
    Ok(matches!(client.latest(token, &channel).await?, Latest::Message { ts, by_bot: true } if ts == posted))
}
