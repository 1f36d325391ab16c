//! The elements that stand inside blocks, one row each, with their documented limits.
//! `tests/reference/kinds.rs` says what is left out.

use super::{
    block_shapes::{ALT_CHARS_MAX, ID_CHARS_MAX, URL_CHARS_MAX},
    shape::{Field, Holds, MESSAGES, MODALS, Shape, acting, may, must, shape},
};

/// Characters on a button, and of the value behind it.
const BUTTON_CHARS_MAX: usize = 75;
const BUTTON_VALUE_CHARS_MAX: usize = 2000;
/// Characters of what a screen reader says for a button.
const SPOKEN_CHARS_MAX: usize = 75;
/// Characters of the grey text in an empty field.
const PLACEHOLDER_CHARS_MAX: usize = 150;
/// Options of a menu, of an overflow menu, and of check boxes and radio buttons.
const OPTIONS_MAX: usize = 100;
const OVERFLOW_OPTIONS_MAX: usize = 5;
const BOXES_MAX: usize = 10;
/// Characters a person may type into a field.
pub(crate) const TYPED_CHARS_MAX: usize = 3000;
/// Characters of a text element in a context block.
const CONTEXT_CHARS_MAX: usize = 2000;

const ACTION_ID: Field = may("action_id", Holds::Text(ID_CHARS_MAX));
const CONFIRM: Field = may("confirm", Holds::Confirm);
const FOCUS: Field = may("focus_on_load", Holds::Flag);
const PLACEHOLDER: Field = may("placeholder", Holds::Plain(PLACEHOLDER_CHARS_MAX));
const MAX_SELECTED: Field = may("max_selected_items", Holds::Number);
const DISPATCH: Field = may("dispatch_action_config", Holds::Parts(DISPATCHES));
const TYPED: Field = may("initial_value", Holds::MaybeEmpty(TYPED_CHARS_MAX));

/// Which conversations a menu offers.
const FILTER: &[Field] = &[
    may("include", Holds::WordList(&["im", "mpim", "private", "public"])),
    may("exclude_external_shared_channels", Holds::Flag),
    may("exclude_bot_users", Holds::Flag),
];
/// When typing is told.
const DISPATCHES: &[Field] = &[may("trigger_actions_on", Holds::WordList(&["on_enter_pressed", "on_character_entered"]))];
/// One of two buttons that judge an answer.
const JUDGE: &[Field] = &[
    must("text", Holds::Plain(BUTTON_CHARS_MAX)),
    must("value", Holds::Text(BUTTON_VALUE_CHARS_MAX)),
    may("accessibility_label", Holds::Text(SPOKEN_CHARS_MAX)),
];
/// What a button of a workflow starts.
const STARTED: &[Field] = &[must("trigger", Holds::Parts(TRIGGER))];
const TRIGGER: &[Field] = &[must("url", Holds::Address(URL_CHARS_MAX)), may("customizable_input_parameters", Holds::Anything)];

/// Every element.
pub(super) const ELEMENTS: &[Shape] = &[
    acting(
        "button",
        &[
            ACTION_ID,
            must("text", Holds::Plain(BUTTON_CHARS_MAX)),
            may("value", Holds::Text(BUTTON_VALUE_CHARS_MAX)),
            may("url", Holds::Address(URL_CHARS_MAX)),
            may("style", Holds::Word(&["primary", "danger"])),
            may("accessibility_label", Holds::Text(SPOKEN_CHARS_MAX)),
            CONFIRM,
        ],
    ),
    shape(
        "image",
        &[
            may("image_url", Holds::Address(URL_CHARS_MAX)),
            may("slack_file", Holds::SlackFile),
            must("alt_text", Holds::Text(ALT_CHARS_MAX)),
        ],
    )
    .with_one_of(&["image_url", "slack_file"]),
    shape("plain_text", &[must("text", Holds::Text(CONTEXT_CHARS_MAX)), may("emoji", Holds::Flag)]),
    shape("mrkdwn", &[must("text", Holds::Text(CONTEXT_CHARS_MAX)), may("verbatim", Holds::Flag)]),
    acting("overflow", &[ACTION_ID, must("options", Holds::Options(OVERFLOW_OPTIONS_MAX)), CONFIRM]),
    acting(
        "static_select",
        &[
            ACTION_ID,
            PLACEHOLDER,
            may("options", Holds::Options(OPTIONS_MAX)),
            may("option_groups", Holds::OptionGroups),
            may("initial_option", Holds::Choice),
            CONFIRM,
            FOCUS,
        ],
    )
    .with_one_of(&["options", "option_groups"]),
    acting(
        "multi_static_select",
        &[
            ACTION_ID,
            PLACEHOLDER,
            may("options", Holds::Options(OPTIONS_MAX)),
            may("option_groups", Holds::OptionGroups),
            may("initial_options", Holds::Options(OPTIONS_MAX)),
            MAX_SELECTED,
            CONFIRM,
            FOCUS,
        ],
    )
    .with_one_of(&["options", "option_groups"]),
    acting(
        "external_select",
        &[ACTION_ID, PLACEHOLDER, may("initial_option", Holds::Choice), may("min_query_length", Holds::Number), CONFIRM, FOCUS],
    ),
    acting(
        "multi_external_select",
        &[
            ACTION_ID,
            PLACEHOLDER,
            may("initial_options", Holds::Options(OPTIONS_MAX)),
            may("min_query_length", Holds::Number),
            MAX_SELECTED,
            CONFIRM,
            FOCUS,
        ],
    ),
    acting("users_select", &[ACTION_ID, PLACEHOLDER, may("initial_user", Holds::Text(ID_CHARS_MAX)), CONFIRM, FOCUS]),
    acting("multi_users_select", &[ACTION_ID, PLACEHOLDER, may("initial_users", Holds::Ids(OPTIONS_MAX)), MAX_SELECTED, CONFIRM, FOCUS]),
    acting(
        "conversations_select",
        &[
            ACTION_ID,
            PLACEHOLDER,
            may("initial_conversation", Holds::Text(ID_CHARS_MAX)),
            may("default_to_current_conversation", Holds::Flag),
            may("response_url_enabled", Holds::Flag),
            may("filter", Holds::Parts(FILTER)),
            CONFIRM,
            FOCUS,
        ],
    ),
    acting(
        "multi_conversations_select",
        &[
            ACTION_ID,
            PLACEHOLDER,
            may("initial_conversations", Holds::Ids(OPTIONS_MAX)),
            may("default_to_current_conversation", Holds::Flag),
            may("filter", Holds::Parts(FILTER)),
            MAX_SELECTED,
            CONFIRM,
            FOCUS,
        ],
    ),
    acting(
        "channels_select",
        &[
            ACTION_ID,
            PLACEHOLDER,
            may("initial_channel", Holds::Text(ID_CHARS_MAX)),
            may("response_url_enabled", Holds::Flag),
            CONFIRM,
            FOCUS,
        ],
    ),
    acting(
        "multi_channels_select",
        &[ACTION_ID, PLACEHOLDER, may("initial_channels", Holds::Ids(OPTIONS_MAX)), MAX_SELECTED, CONFIRM, FOCUS],
    ),
    acting(
        "checkboxes",
        &[ACTION_ID, must("options", Holds::Options(BOXES_MAX)), may("initial_options", Holds::Options(BOXES_MAX)), CONFIRM, FOCUS],
    ),
    acting("radio_buttons", &[ACTION_ID, must("options", Holds::Options(BOXES_MAX)), may("initial_option", Holds::Choice), CONFIRM, FOCUS]),
    acting("datepicker", &[ACTION_ID, PLACEHOLDER, may("initial_date", Holds::Date), CONFIRM, FOCUS]),
    acting(
        "timepicker",
        &[ACTION_ID, PLACEHOLDER, may("initial_time", Holds::Time), may("timezone", Holds::Text(ID_CHARS_MAX)), CONFIRM, FOCUS],
    ),
    acting("datetimepicker", &[ACTION_ID, may("initial_date_time", Holds::Moment), CONFIRM, FOCUS]),
    acting(
        "plain_text_input",
        &[
            ACTION_ID,
            PLACEHOLDER,
            TYPED,
            may("multiline", Holds::Flag),
            may("min_length", Holds::Number),
            may("max_length", Holds::Number),
            DISPATCH,
            FOCUS,
        ],
    ),
    acting(
        "number_input",
        &[
            ACTION_ID,
            PLACEHOLDER,
            must("is_decimal_allowed", Holds::Flag),
            may("initial_value", Holds::Number),
            may("min_value", Holds::Number),
            may("max_value", Holds::Number),
            DISPATCH,
            FOCUS,
        ],
    ),
    acting("email_text_input", &[ACTION_ID, PLACEHOLDER, TYPED, DISPATCH, FOCUS]),
    acting("url_text_input", &[ACTION_ID, PLACEHOLDER, TYPED, DISPATCH, FOCUS]),
    acting(
        "rich_text_input",
        &[
            ACTION_ID,
            PLACEHOLDER,
            may("initial_value", Holds::Rich),
            may("min_lines", Holds::Number),
            may("max_lines", Holds::Number),
            DISPATCH,
            FOCUS,
        ],
    ),
    acting("file_input", &[ACTION_ID, may("filetypes", Holds::Ids(OPTIONS_MAX)), may("max_files", Holds::Number)]).only_on(MODALS),
    acting(
        "workflow_button",
        &[
            ACTION_ID,
            must("text", Holds::Plain(BUTTON_CHARS_MAX)),
            must("workflow", Holds::Parts(STARTED)),
            may("style", Holds::Word(&["primary", "danger"])),
            may("accessibility_label", Holds::Text(SPOKEN_CHARS_MAX)),
            CONFIRM,
        ],
    )
    .only_on(MESSAGES),
    acting("feedback_buttons", &[ACTION_ID, must("positive_button", Holds::Parts(JUDGE)), must("negative_button", Holds::Parts(JUDGE))]),
    acting(
        "icon_button",
        &[
            ACTION_ID,
            must("icon", Holds::Text(ID_CHARS_MAX)),
            must("text", Holds::Plain(BUTTON_CHARS_MAX)),
            may("value", Holds::Text(BUTTON_VALUE_CHARS_MAX)),
            may("visible_to_user_ids", Holds::Ids(OPTIONS_MAX)),
            may("accessibility_label", Holds::Text(SPOKEN_CHARS_MAX)),
            CONFIRM,
        ],
    ),
];
