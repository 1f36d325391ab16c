//! Pictures, rendered and looked at by program: not blank, small, readable, and safe from what names hold.

use resvg::tiny_skia::Pixmap;

use super::svg::{BRIDGE, GROUND, INK, SOFT_INK, TEAM};
use super::*;

/// Slack shows pictures of any size; this one should not be felt by anybody's phone.
const BYTES_MAX: usize = 200_000;

/// The least contrast of text and lines to their ground (WCAG 2, level AA for small text).
const CONTRAST_MIN: f64 = 4.5;

fn map(teams: &[&str], edges: &[(usize, usize)]) -> BridgeMap {
    BridgeMap {
        title: "Brücken zwischen Teams".to_owned(),
        subtitle: "Wo Leute in den letzten zwölf Wochen Kontakt hatten".to_owned(),
        teams: teams.iter().map(|team| (*team).to_owned()).collect(),
        edges: edges.to_vec(),
    }
}

fn company() -> BridgeMap {
    let teams = ["Sales", "Forschung & Entwicklung", "Finanzen", "Kundendienst <Süd>", "Recht", "Other teams"];
    map(&teams, &[(0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (0, 5), (1, 5)])
}

fn crowded(edges_each: usize) -> BridgeMap {
    let teams: Vec<String> = (0..30).map(|n| format!("Abteilung für besondere Aufgaben {n}")).collect();
    let edges = (0..30).flat_map(|a| (1..=edges_each).map(move |step| (a, (a + step * 7 + a % 3) % 30))).filter(|(a, b)| a != b);
    map(&teams.iter().map(String::as_str).collect::<Vec<_>>(), &edges.collect::<Vec<_>>())
}

/// Keeps a picture where somebody asked to look at it.
fn keep(name: &str, png: &[u8]) {
    if let Some(folder) = std::env::var_os("GOODTURN_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join(name), png).expect("the folder is there");
    }
}

#[test]
fn a_picture_shows_something_and_is_small() {
    for (name, map) in [
        ("company.png", company()),
        ("two.png", map(&["Sales", "Research"], &[(0, 1)])),
        ("crowded.png", crowded(2)),
        ("full.png", crowded(14)),
    ] {
        let png = bridge_map(&map).expect("a picture");
        keep(name, &png);
        assert!(png.len() < BYTES_MAX, "{name} has {} bytes", png.len());
        let picture = Pixmap::decode_png(&png).expect("a PNG");
        let pixels = picture.pixels();
        let ground = pixels[0];
        assert_eq!(format!("#{:02x}{:02x}{:02x}", ground.red(), ground.green(), ground.blue()), GROUND);
        assert!(pixels.iter().all(|pixel| pixel.alpha() == 255), "its own ground, whole");
        let drawn = pixels.iter().filter(|pixel| **pixel != ground).count();
        assert!(drawn > 2_000 && drawn < pixels.len() / 2, "{name}: {drawn} pixels are drawn");
    }
}

#[test]
fn the_same_bridges_give_the_same_bytes() {
    assert_eq!(bridge_map(&company()), bridge_map(&company()));
    assert_ne!(bridge_map(&company()), bridge_map(&map(&["Sales", "Research"], &[(0, 1)])));
}

#[test]
fn labels_stay_inside_and_apart() {
    for map in [company(), crowded(2)] {
        let options = Options { fontdb: Arc::clone(font::database()), ..Options::default() };
        let tree = Tree::from_str(&svg::drawing(&map), &options).expect("a drawing");
        let mut boxes = Vec::new();
        texts(tree.root(), &mut boxes);
        assert_eq!(boxes.len(), map.teams.len() + 2, "every label and both lines");
        for (n, one) in boxes.iter().enumerate() {
            let inside =
                one.left() >= 0.0 && one.right() <= tree.size().width() && one.top() >= 0.0 && one.bottom() <= tree.size().height();
            assert!(inside, "{one:?} in {:?}", tree.size());
            let apart = |other: &resvg::usvg::Rect| {
                one.right() <= other.left() || other.right() <= one.left() || one.bottom() <= other.top() || other.bottom() <= one.top()
            };
            assert!(boxes[n + 1..].iter().all(apart), "{one:?} touches another one");
        }
    }
}

/// Where the texts of a drawing are.
fn texts(group: &resvg::usvg::Group, boxes: &mut Vec<resvg::usvg::Rect>) {
    for node in group.children() {
        match node {
            resvg::usvg::Node::Text(text) => boxes.push(text.abs_bounding_box()),
            resvg::usvg::Node::Group(group) => texts(group, boxes),
            _ => {}
        }
    }
}

#[test]
fn names_are_text_whatever_they_hold() {
    let nasty = map(&["</text><script>&amp;\"'", "a\u{0}b"], &[(0, 1)]);
    let drawn = svg::drawing(&nasty);
    assert!(!drawn.contains("<script") && drawn.contains("&lt;script&gt;&amp;amp;"));
    assert!(bridge_map(&map(&["</text><script>&amp;\"'", "ß & Ü <b>"], &[(0, 1)])).is_ok());
    assert_eq!(bridge_map(&map(&["営業", "Sales"], &[(0, 1)])), Err(NotDrawn::Letters));
    assert_eq!(bridge_map(&nasty), Err(NotDrawn::Letters));
}

#[test]
fn long_names_lose_their_middle() {
    let cut = font::fitted("Abteilung für besondere Aufgaben 12", 17.0, 200.0);
    assert!(cut.starts_with("Abteilung für") && cut.ends_with("ben 12") && font::width(&cut, 17.0) <= 200.0, "{cut}");
    assert_eq!(font::fitted("Recht", 17.0, 200.0), "Recht");
}

/// Relative luminance, as WCAG 2 has it.
fn luminance(colour: &str) -> f64 {
    let part = |from: usize| {
        let value = f64::from(u8::from_str_radix(&colour[from..from + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.0722f64.mul_add(part(5), 0.2126f64.mul_add(part(1), 0.7152 * part(3)))
}

#[test]
fn everything_stands_out_from_the_ground() {
    for colour in [INK, SOFT_INK, BRIDGE, TEAM] {
        let contrast = (luminance(GROUND) + 0.05) / (luminance(colour) + 0.05);
        assert!(contrast >= CONTRAST_MIN, "{colour}: {contrast:.1}");
    }
}
