//! The font of pictures: Noto Sans, Latin, Greek and Cyrillic letters only (assets/fonts, SIL Open Font License).
//!
//! Tells how wide a text is, so that labels are cut and placed before anything is drawn.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::Database;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The family's name, as the font says it.
pub(super) const FAMILY: &str = "Noto Sans";

static BYTES: &[u8] = include_bytes!("../../assets/fonts/NotoSans-Subset.ttf");

static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    database.load_font_data(BYTES.to_vec());
    Arc::new(database)
});

/// The fonts that a drawing may use: this one.
pub(super) fn database() -> &'static Arc<Database> {
    &DATABASE
}

/// Whether the font has every letter of `text`.
pub(super) fn has_letters_of(text: &str) -> bool {
    FontRef::new(BYTES).is_ok_and(|font| text.chars().all(|letter| font.charmap().map(letter).is_some()))
}

/// How wide `text` is at `size`.
pub(super) fn width(text: &str, size: f32) -> f32 {
    let Ok(font) = FontRef::new(BYTES) else { return 0.0 };
    let (letters, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
    text.chars().filter_map(|letter| metrics.advance_width(letters.map(letter)?)).sum()
}

/// `text`, with its middle left out so that it is at most `room` wide: names differ at their beginnings and at their ends.
pub(super) fn fitted(text: &str, size: f32, room: f32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let letters: Vec<char> = text.chars().collect();
    let shown = |kept: usize| {
        let (head, tail) = (kept * 2 / 3, kept - kept * 2 / 3);
        let part = |letters: &[char]| letters.iter().collect::<String>();
        format!("{}…{}", part(&letters[..head]).trim_end(), part(&letters[letters.len() - tail..]).trim_start())
    };
    (0..letters.len()).rev().map(shown).find(|shown| width(shown, size) <= room).unwrap_or_default()
}
