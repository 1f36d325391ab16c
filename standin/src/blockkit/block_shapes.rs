//! The blocks, one row each, with their documented limits in characters and items.
//! Blocks that stand in no row are refused, as Slack refuses types it doesn't know.

use super::shape::{Field, Holds, MESSAGES, Shape, may, must, shape};

/// Characters of an id a bot chooses.
pub(super) const ID_CHARS_MAX: usize = 255;
/// Characters of a section's text.
const SECTION_CHARS_MAX: usize = 3000;
/// Fields of a section, and characters of one.
const SECTION_FIELDS_MAX: usize = 10;
const FIELD_CHARS_MAX: usize = 2000;
/// Characters of a header.
const HEADER_CHARS_MAX: usize = 150;
/// Elements of a context block, and of an actions block.
const CONTEXT_ELEMENTS_MAX: usize = 10;
const ACTIONS_ELEMENTS_MAX: usize = 25;
/// Characters of an address, and of what describes a picture.
pub(super) const URL_CHARS_MAX: usize = 3000;
pub(super) const ALT_CHARS_MAX: usize = 2000;
/// Characters of a label or a hint of an input.
const LABEL_CHARS_MAX: usize = 2000;
/// Characters of a markdown block, which count together in one message.
const MARKDOWN_CHARS_MAX: usize = 12_000;

/// Characters of a video's title, its author's and its provider's names.
const VIDEO_TITLE_CHARS_MAX: usize = 199;
const VIDEO_NAME_CHARS_MAX: usize = 49;
const VIDEO_TEXT_CHARS_MAX: usize = 200;
/// Columns of a table.
pub(super) const TABLE_COLUMNS_MAX: usize = 20;
/// Elements of a block of small buttons.
const CONTEXT_ACTIONS_MAX: usize = 5;
/// Characters of an outer file's id.
const EXTERNAL_ID_CHARS_MAX: usize = 255;

const BLOCK_ID: Field = may("block_id", Holds::Text(ID_CHARS_MAX));

const ACCESSORIES: &[&str] = &[
    "button",
    "image",
    "overflow",
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_external_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "workflow_button",
];

const IN_ACTIONS: &[&str] = &[
    "button",
    "overflow",
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_external_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "rich_text_input",
    "workflow_button",
];

const IN_INPUT: &[&str] = &[
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "static_select",
    "external_select",
    "users_select",
    "conversations_select",
    "channels_select",
    "multi_static_select",
    "multi_external_select",
    "multi_users_select",
    "multi_conversations_select",
    "multi_channels_select",
    "checkboxes",
    "radio_buttons",
    "datepicker",
    "timepicker",
    "datetimepicker",
    "rich_text_input",
    "file_input",
];

/// How a column of a table looks.
const COLUMN: &[Field] = &[may("align", Holds::Word(&["left", "center", "right"])), may("is_wrapped", Holds::Flag)];

/// Every block, but for those that `tests/reference/kinds.rs` says are left out.
pub(super) const BLOCKS: &[Shape] = &[
    shape(
        "section",
        &[
            BLOCK_ID,
            may("text", Holds::Words(SECTION_CHARS_MAX)),
            may("fields", Holds::WordsList(SECTION_FIELDS_MAX, FIELD_CHARS_MAX)),
            may("accessory", Holds::Element(ACCESSORIES)),
            may("expand", Holds::Flag),
        ],
    )
    .with_any_of(&["text", "fields"]),
    shape("header", &[BLOCK_ID, must("text", Holds::Plain(HEADER_CHARS_MAX)), may("level", Holds::Number)]),
    shape("context", &[BLOCK_ID, must("elements", Holds::Elements(CONTEXT_ELEMENTS_MAX, &["plain_text", "mrkdwn", "image"]))]),
    shape("actions", &[BLOCK_ID, must("elements", Holds::Elements(ACTIONS_ELEMENTS_MAX, IN_ACTIONS))]),
    shape("divider", &[BLOCK_ID]),
    shape(
        "image",
        &[
            BLOCK_ID,
            may("image_url", Holds::Address(URL_CHARS_MAX)),
            may("slack_file", Holds::SlackFile),
            must("alt_text", Holds::Text(ALT_CHARS_MAX)),
            may("title", Holds::Plain(ALT_CHARS_MAX)),
        ],
    )
    .with_one_of(&["image_url", "slack_file"]),
    shape(
        "input",
        &[
            BLOCK_ID,
            must("label", Holds::Plain(LABEL_CHARS_MAX)),
            must("element", Holds::Element(IN_INPUT)),
            may("hint", Holds::Plain(LABEL_CHARS_MAX)),
            may("optional", Holds::Flag),
            may("dispatch_action", Holds::Flag),
        ],
    ),
    shape("markdown", &[BLOCK_ID, must("text", Holds::Text(MARKDOWN_CHARS_MAX))]).only_on(MESSAGES),
    shape("rich_text", &[BLOCK_ID, must("elements", Holds::RichElements)]),
    shape(
        "video",
        &[
            BLOCK_ID,
            must("alt_text", Holds::Text(ALT_CHARS_MAX)),
            must("title", Holds::Plain(VIDEO_TITLE_CHARS_MAX)),
            may("title_url", Holds::Address(URL_CHARS_MAX)),
            may("description", Holds::Plain(VIDEO_TEXT_CHARS_MAX)),
            must("thumbnail_url", Holds::Address(URL_CHARS_MAX)),
            must("video_url", Holds::Address(URL_CHARS_MAX)),
            may("author_name", Holds::Text(VIDEO_NAME_CHARS_MAX)),
            may("provider_name", Holds::Text(VIDEO_NAME_CHARS_MAX)),
            may("provider_icon_url", Holds::Address(URL_CHARS_MAX)),
        ],
    ),
    shape("file", &[BLOCK_ID, must("external_id", Holds::Text(EXTERNAL_ID_CHARS_MAX)), must("source", Holds::Word(&["remote"]))])
        .only_on(MESSAGES),
    shape("table", &[BLOCK_ID, must("rows", Holds::Cells), may("column_settings", Holds::PartsList(TABLE_COLUMNS_MAX, COLUMN))])
        .only_on(MESSAGES),
    shape("context_actions", &[BLOCK_ID, must("elements", Holds::Elements(CONTEXT_ACTIONS_MAX, &["feedback_buttons", "icon_button"]))])
        .only_on(MESSAGES),
];
