//! Bad calls about messages.
//! Most of what a bot does wrong, it does wrong here.

use super::bad;

bad! {
    chat_post_message "chat.postMessage" {
        Json no_channel {"text": "x"} "channel_not_found"
        Json unknown_channel {"channel": "CNONE", "text": "x"} "channel_not_found"
        Json private_channel {"channel": "CSEC", "text": "x"} "channel_not_found"
        Json of_another_company {"channel": "UFAR", "text": "x"} "channel_not_found"
        Json outside {"channel": "COUT", "text": "x"} "not_in_channel"
        Json archived {"channel": "COLD", "text": "x"} "is_archived"
        Json nothing_to_say {"channel": "CGEN"} "no_text"
        Json only_spaces {"channel": "CGEN", "text": "  "} "no_text"
        Json empty_blocks {"channel": "CGEN", "blocks": []} "no_text"
        Json blocks_that_are_text {"channel": "CGEN", "blocks": "x"} "invalid_blocks_format"
        Json blocks_that_are_an_object {"channel": "CGEN", "blocks": {"type": "section"}} "invalid_blocks_format"
        Json unknown_block {"channel": "CGEN", "blocks": [{"type": "nonsense"}]} "invalid_blocks"
        Json block_without_type {"channel": "CGEN", "blocks": [{"text": "x"}]} "invalid_blocks"
        Json section_without_text {"channel": "CGEN", "blocks": [{"type": "section"}]} "invalid_blocks"
        Json header_in_markup {"channel": "CGEN", "blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]} "invalid_blocks"
        Json input_in_actions {"channel": "CGEN", "blocks": [{"type": "actions", "elements": [{"type": "plain_text_input", "action_id": "a"}]}]} "invalid_blocks"
        Json button_without_text {"channel": "CGEN", "blocks": [{"type": "actions", "elements": [{"type": "button", "action_id": "a"}]}]} "invalid_blocks"
        Json no_elements {"channel": "CGEN", "blocks": [{"type": "actions", "elements": []}]} "invalid_blocks"
        Json picture_without_address {"channel": "CGEN", "blocks": [{"type": "image", "alt_text": "x"}]} "invalid_blocks"
        Json picture_without_words {"channel": "CGEN", "blocks": [{"type": "image", "image_url": "https://example.com/x.png"}]} "invalid_blocks"
        Json unknown_file {"channel": "CGEN", "blocks": [{"type": "image", "alt_text": "x", "slack_file": {"id": "F1"}}]} "invalid_blocks"
        Json same_block_twice {"channel": "CGEN", "blocks": [{"type": "divider", "block_id": "a"}, {"type": "divider", "block_id": "a"}]} "invalid_blocks"
        Json unknown_key {"channel": "CGEN", "blocks": [{"type": "divider", "colour": "red"}]} "invalid_blocks"
        Json attachments_that_are_text {"channel": "CGEN", "attachments": "x"} "invalid_attachments"
        Json metadata_that_is_text {"channel": "CGEN", "text": "x", "metadata": "x"} "invalid_metadata_format"
        Json metadata_without_payload {"channel": "CGEN", "text": "x", "metadata": {"event_type": "x"}} "invalid_metadata_format"
        Json markdown_and_text {"channel": "CGEN", "text": "x", "markdown_text": "x"} "markdown_text_conflict"
        Json markdown_and_blocks {"channel": "CGEN", "markdown_text": "x", "blocks": [{"type": "divider"}]} "markdown_text_conflict"
        Json as_someone {"channel": "CGEN", "text": "x", "as_user": true} "as_user_not_supported"
        Json to_a_bot {"channel": "UBOT", "text": "x"} "cannot_dm_bot"
        Json to_slackbot {"channel": "USLACKBOT", "text": "x"} "cannot_dm_bot"
        Json text_that_is_a_number {"channel": "CGEN", "text": 5} "invalid_arguments"
        Json flag_that_is_text {"channel": "CGEN", "text": "x", "mrkdwn": "perhaps"} "invalid_arguments"
        Json misspelt {"channel": "CGEN", "text": "x", "unfurl_link": false} "invalid_arguments"
    }
    chat_post_ephemeral "chat.postEphemeral" {
        Json no_channel {"user": "UANA", "text": "x"} "channel_not_found"
        Json unknown_channel {"channel": "CNONE", "user": "UANA", "text": "x"} "channel_not_found"
        Json outside {"channel": "COUT", "user": "UANA", "text": "x"} "not_in_channel"
        Json archived {"channel": "COLD", "user": "UANA", "text": "x"} "is_archived"
        Json nobody {"channel": "CGEN", "text": "x"} "invalid_arguments"
        Json stranger {"channel": "CGEN", "user": "UNOBODY", "text": "x"} "user_not_in_channel"
        Json not_there {"channel": "CDUO", "user": "UKIM", "text": "x"} "user_not_in_channel"
        Json who_left {"channel": "CGEN", "user": "UGONE", "text": "x"} "user_not_in_channel"
        Json nothing_to_say {"channel": "CGEN", "user": "UANA"} "no_text"
        Json unknown_block {"channel": "CGEN", "user": "UANA", "blocks": [{"type": "nonsense"}]} "invalid_blocks"
        Json blocks_that_are_text {"channel": "CGEN", "user": "UANA", "blocks": "x"} "invalid_blocks_format"
        Json attachments_that_are_text {"channel": "CGEN", "user": "UANA", "attachments": "x"} "invalid_attachments"
        Json markdown_and_text {"channel": "CGEN", "user": "UANA", "text": "x", "markdown_text": "x"} "markdown_text_conflict"
    }
    chat_update "chat.update" {
        Json no_channel {"ts": "$OWN", "text": "x"} "channel_not_found"
        Json unknown_channel {"channel": "CNONE", "ts": "$OWN", "text": "x"} "channel_not_found"
        Json no_ts {"channel": "CGEN", "text": "x"} "invalid_arguments"
        Json unknown_message {"channel": "CGEN", "ts": "1.1", "text": "x"} "message_not_found"
        Json message_of_elsewhere {"channel": "CDUO", "ts": "$OWN", "text": "x"} "message_not_found"
        Json message_of_someone {"channel": "CGEN", "ts": "$THEIRS", "text": "x"} "cant_update_message"
        Json nothing_to_say {"channel": "CGEN", "ts": "$OWN"} "no_text"
        Json unknown_block {"channel": "CGEN", "ts": "$OWN", "blocks": [{"type": "nonsense"}]} "invalid_blocks"
        Json blocks_that_are_text {"channel": "CGEN", "ts": "$OWN", "blocks": "x"} "invalid_blocks_format"
        Json attachments_that_are_text {"channel": "CGEN", "ts": "$OWN", "attachments": "x"} "invalid_attachments"
        Json metadata_that_is_text {"channel": "CGEN", "ts": "$OWN", "text": "x", "metadata": "x"} "invalid_metadata_format"
        Json markdown_and_text {"channel": "CGEN", "ts": "$OWN", "text": "x", "markdown_text": "x"} "markdown_text_conflict"
        Json as_someone {"channel": "CGEN", "ts": "$OWN", "text": "x", "as_user": true} "as_user_not_supported"
    }
    chat_delete "chat.delete" {
        Json no_channel {"ts": "$OWN"} "channel_not_found"
        Json unknown_channel {"channel": "CNONE", "ts": "$OWN"} "channel_not_found"
        Json no_ts {"channel": "CGEN"} "message_not_found"
        Json unknown_message {"channel": "CGEN", "ts": "1.1"} "message_not_found"
        Json message_of_someone {"channel": "CGEN", "ts": "$THEIRS"} "cant_delete_message"
    }
    chat_get_permalink "chat.getPermalink" {
        Form no_channel {"message_ts": "$OWN"} "channel_not_found"
        Form private_channel {"channel": "CSEC", "message_ts": "$OWN"} "channel_not_found"
        Form no_ts {"channel": "CGEN"} "message_not_found"
        Form unknown_message {"channel": "CGEN", "message_ts": "1.1"} "message_not_found"
        Json json_that_is_not_read {"channel": "CGEN", "message_ts": "$OWN"} "channel_not_found"
    }
}
