//! The drawing, as SVG text: everything that comes from outside is escaped here, and nowhere else.
//!
//! Dark lines on the picture's own light ground, so it can be read on light and dark and by every eye; no meaning is in a colour.

use std::fmt::Write;

use super::layout::{Spot, oval, spots};
use super::{BridgeMap, font};

/// The ground.
pub(super) const GROUND: &str = "#fbfaf6";
/// Headings and labels.
pub(super) const INK: &str = "#1b1f24";
/// The line under the heading.
pub(super) const SOFT_INK: &str = "#4a5057";
/// Bridges.
pub(super) const BRIDGE: &str = "#3a5f8a";
/// Teams.
pub(super) const TEAM: &str = "#14304f";

/// Size of a label's letters.
const LABEL: f32 = 17.0;
/// Size of the heading's letters.
const TITLE: f32 = 22.0;
/// Size of the letters of the line under it.
const SUBTITLE: f32 = 15.0;
/// Room for a label: names longer than that are cut.
const LABEL_ROOM: f32 = 230.0;
/// From the edge of the picture to what it shows.
const MARGIN: f32 = 28.0;
/// From a team to its label.
const GAP: f32 = 16.0;
/// Heading and the line under it.
const HEAD: f32 = 84.0;
/// A team's radius.
const DOT: f32 = 7.0;
/// How far a long bridge bends towards the middle; short ones bend less, 0 would be straight.
const BEND: f32 = 0.45;
/// From this length on a bridge bends fully.
const LONG: f32 = 260.0;
/// Bridges up to which each is drawn with a rim, so that one seems to pass over the other.
const RIMMED_MAX: usize = 80;

/// The whole drawing.
pub(super) fn drawing(map: &BridgeMap) -> String {
    let labels: Vec<String> = map.teams.iter().map(|team| font::fitted(team, LABEL, LABEL_ROOM)).collect();
    let widest = labels.iter().map(|label| font::width(label, LABEL)).fold(0.0, f32::max);
    let room = widest.max(60.0);
    let (half_width, half_height) = oval(map.teams.len());
    let width = (2.0 * (MARGIN + room + GAP + half_width))
        .max(font::width(&map.title, TITLE).max(font::width(&map.subtitle, SUBTITLE)) + 2.0 * MARGIN);
    let height = 2.0f32.mul_add(half_height, HEAD + MARGIN);
    let (x, y) = (width / 2.0, HEAD + half_height);
    let spots = spots(map.teams.len(), &map.edges);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0}" height="{height:.0}" font-family="{}"><rect width="100%" height="100%" fill="{GROUND}"/>"#,
        font::FAMILY
    );
    line(&mut out, (MARGIN, 38.0), (TITLE, INK, "start"), &map.title);
    line(&mut out, (MARGIN, 64.0), (SUBTITLE, SOFT_INK, "start"), &map.subtitle);
    // Writing into a text never fails.
    let _ = write!(out, r#"<g transform="translate({x:.1} {y:.1})">"#);
    for (a, b) in &map.edges {
        if let (Some(a), Some(b)) = (spots.get(*a), spots.get(*b)) {
            bridge(&mut out, *a, *b, map.edges.len() <= RIMMED_MAX);
        }
    }
    for (spot, label) in spots.iter().zip(&labels) {
        let _ =
            write!(out, r#"<circle cx="{:.1}" cy="{:.1}" r="{DOT}" fill="{TEAM}" stroke="{GROUND}" stroke-width="3"/>"#, spot.x, spot.y);
        let (away, anchor) = if spot.right { (GAP, "start") } else { (-GAP, "end") };
        line(&mut out, (spot.x + away, spot.y + LABEL * 0.35), (LABEL, INK, anchor), label);
    }
    out.push_str("</g></svg>");
    out
}

fn bridge(out: &mut String, a: Spot, b: Spot, rimmed: bool) {
    let straight = BEND.mul_add(-((a.x - b.x).hypot(a.y - b.y) / LONG).min(1.0), 1.0);
    let middle = (f32::midpoint(a.x, b.x) * straight, f32::midpoint(a.y, b.y) * straight);
    let path = format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", a.x, a.y, middle.0, middle.1, b.x, b.y);
    if rimmed {
        let _ = write!(out, r#"<path d="{path}" fill="none" stroke="{GROUND}" stroke-width="7"/>"#);
    }
    let _ = write!(out, r#"<path d="{path}" fill="none" stroke="{BRIDGE}" stroke-width="2.6" stroke-linecap="round"/>"#);
}

fn line(out: &mut String, (x, y): (f32, f32), (size, colour, anchor): (f32, &str, &str), text: &str) {
    let _ =
        write!(out, r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{}</text>"#, escaped(text));
}

/// Text as XML takes it; control characters, which it never takes, are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}
