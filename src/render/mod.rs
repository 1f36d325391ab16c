//! Pictures: labels and edges in, bytes out. Pure, and the same bytes for the same input on every machine.
//!
//! One picture so far, the bridges between teams. Its font is part of the program, so that it needs nothing of the system it runs on.

mod font;
mod indexed;
mod layout;
mod svg;

use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels for each unit of the drawing: sharp on screens of twice the density.
const SCALE: f32 = 2.0;

/// What a picture of bridges shows.
#[derive(Clone, PartialEq, Eq)]
pub struct BridgeMap {
    /// The heading.
    pub title: String,
    /// The line under it.
    pub subtitle: String,
    /// The teams.
    pub teams: Vec<String>,
    /// Which teams have a bridge, by their places.
    pub edges: Vec<(usize, usize)>,
}

impl std::fmt::Debug for BridgeMap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BridgeMap({} teams, {} edges)", self.teams.len(), self.edges.len())
    }
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotDrawn {
    /// A label has letters that the font lacks: boxes in their place would tell nothing.
    #[error("a team's name has letters that the font lacks")]
    Letters,
    /// The drawing could not be made into a picture.
    #[error("the drawing could not be made into a picture")]
    Broken,
}

/// Draws a map as PNG.
///
/// # Errors
/// See [`NotDrawn`].
pub fn bridge_map(map: &BridgeMap) -> Result<Vec<u8>, NotDrawn> {
    let texts = map.teams.iter().chain([&map.title, &map.subtitle]);
    if !texts.into_iter().all(|text| font::has_letters_of(text)) {
        return Err(NotDrawn::Letters);
    }
    let options = Options { fontdb: Arc::clone(font::database()), font_family: font::FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(&svg::drawing(map), &options).map_err(|_| NotDrawn::Broken)?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or(NotDrawn::Broken)?;
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or(NotDrawn::Broken)?;
    // Its own background, whole: Slack shows it on light and on dark.
    picture.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    indexed::png(&picture).map_err(|_| NotDrawn::Broken)
}

#[cfg(test)]
mod tests;
