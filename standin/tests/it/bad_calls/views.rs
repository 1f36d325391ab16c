//! Bad calls about Homes, modals and validation.
//! A view that is wrong in any place is refused whole.

use super::bad;

bad! {
    views_open "views.open" {
        Json no_view {"trigger_id": "$TRIGGER"} "invalid_arguments"
        Json view_that_is_text {"trigger_id": "$TRIGGER", "view": "x"} "invalid_arguments"
        Json home {"trigger_id": "$TRIGGER", "view": {"type": "home", "blocks": []}} "invalid_arguments"
        Json no_title {"trigger_id": "$TRIGGER", "view": {"type": "modal", "blocks": []}} "invalid_arguments"
        Json long_title {"trigger_id": "$TRIGGER", "view": {"type": "modal", "title": {"type": "plain_text", "text": "more than twenty-four characters"}, "blocks": []}} "invalid_arguments"
        Json title_in_markup {"trigger_id": "$TRIGGER", "view": {"type": "modal", "title": {"type": "mrkdwn", "text": "x"}, "blocks": []}} "invalid_arguments"
        Json no_blocks {"trigger_id": "$TRIGGER", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}}} "invalid_arguments"
        Json no_trigger {"view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_arguments"
        Json used_trigger {"trigger_id": "$USED", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "exchanged_trigger_id"
        Json made_up_trigger {"trigger_id": "1.2.x", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_trigger_id"
        Json taken_external_id {"trigger_id": "$TRIGGER", "view": {"type": "modal", "external_id": "taken", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "duplicate_external_id"
        Json input_without_submit {"trigger_id": "$TRIGGER", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": {"type": "plain_text_input"}}]}} "invalid_arguments"
        Json misspelt {"trigger": "$TRIGGER", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_arguments"
    }
    views_push "views.push" {
        Json no_view {"trigger_id": "$TRIGGER"} "invalid_arguments"
        Json no_trigger {"view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_arguments"
        Json used_trigger {"trigger_id": "$USED", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "exchanged_trigger_id"
        Json made_up_trigger {"trigger_id": "1.2.x", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_trigger_id"
        Json taken_external_id {"trigger_id": "$TRIGGER", "view": {"type": "modal", "external_id": "taken", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "duplicate_external_id"
        Json onto_nothing {"trigger_id": "$TRIGGER", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "not_found"
    }
    views_update "views.update" {
        Json no_view {"view_id": "$VIEW"} "invalid_arguments"
        Json no_id {"view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_arguments"
        Json unknown_id {"view_id": "VNONE", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "not_found"
        Json unknown_external_id {"external_id": "none", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "not_found"
        Json old_hash {"view_id": "$VIEW", "hash": "1.x", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "hash_conflict"
        Json unknown_block {"view_id": "$VIEW", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "nonsense"}]}} "invalid_arguments"
    }
    views_publish "views.publish" {
        Json nobody {"view": {"type": "home", "blocks": []}} "invalid_arguments"
        Json stranger {"user_id": "UNOBODY", "view": {"type": "home", "blocks": []}} "invalid_arguments"
        Json to_a_bot {"user_id": "UBOT", "view": {"type": "home", "blocks": []}} "invalid_arguments"
        Json no_view {"user_id": "UANA"} "invalid_arguments"
        Json modal {"user_id": "UANA", "view": {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_arguments"
        Json submit_on_a_home {"user_id": "UANA", "view": {"type": "home", "submit": {"type": "plain_text", "text": "x"}, "blocks": []}} "invalid_arguments"
        Json unknown_block {"user_id": "UANA", "view": {"type": "home", "blocks": [{"type": "nonsense"}]}} "invalid_arguments"
        Json taken_external_id {"user_id": "UANA", "view": {"type": "home", "external_id": "taken", "blocks": []}} "duplicate_external_id"
    }
    blocks_validate "blocks.validate" {
        Json nothing {} "invalid_arguments"
        Json two_things {"blocks": [{"type": "divider"}], "message": {"text": "x"}} "invalid_arguments"
        Json blocks_that_are_text {"blocks": "x"} "invalid_arguments"
        Json unknown_block {"blocks": [{"type": "nonsense"}]} "invalid_blocks"
        Json view_without_blocks {"view": {"type": "home"}} "invalid_view"
        Json modal_without_title {"view": {"type": "modal", "blocks": []}} "invalid_view"
        Json message_without_words {"message": {}} "invalid_message"
        Json message_with_wrong_blocks {"message": {"blocks": [{"type": "header"}]}} "invalid_message"
    }
}
