//! A picture of few colours as a small PNG: each pixel is a place in a list of colours.
//!
//! Drawings have a handful of colours and the shades between them, so nobody sees the difference, and a third of the bytes is left.

use std::collections::{BTreeMap, BTreeSet};

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::Pixmap;

/// Colours in the list: enough for smooth edges, and few enough that lines compress well.
const COLOURS_MAX: usize = 32;

type Colour = [u8; 3];

/// The PNG of an opaque picture.
pub(super) fn png(picture: &Pixmap) -> Result<Vec<u8>, png::EncodingError> {
    // Most of a drawing is long stretches of one colour: they are counted and looked up once each.
    let stretches: Vec<(Colour, usize)> =
        picture.pixels().chunk_by(PartialEq::eq).map(|same| ([same[0].red(), same[0].green(), same[0].blue()], same.len())).collect();
    let mut counts: BTreeMap<Colour, usize> = BTreeMap::new();
    for (colour, length) in &stretches {
        *counts.entry(*colour).or_default() += length;
    }
    let (shift, bins) = (0..8).map(|shift| (shift, bins(&counts, shift))).find(|(_, bins)| bins.len() <= COLOURS_MAX).unwrap_or_default();
    let places: BTreeMap<Colour, u8> = bins.keys().copied().zip(0..=u8::MAX).collect();
    let mut bytes = Vec::with_capacity(picture.pixels().len());
    for (colour, length) in stretches {
        let place = places.get(&bin(colour, shift)).copied().unwrap_or_default();
        bytes.resize(bytes.len() + length, place);
    }

    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, picture.width(), picture.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    encoder.set_palette(bins.values().flatten().copied().collect::<Vec<u8>>());
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&bytes)?;
    writer.finish()?;
    Ok(out)
}

/// Colours that differ only in their last bits, each by the one that most pixels have: what is drawn flat keeps its very colour.
fn bins(counts: &BTreeMap<Colour, usize>, shift: u32) -> BTreeMap<Colour, Colour> {
    let by_count: BTreeSet<(usize, Colour)> = counts.iter().map(|(colour, count)| (*count, *colour)).collect();
    by_count.into_iter().map(|(_, colour)| (bin(colour, shift), colour)).collect()
}

fn bin(colour: Colour, shift: u32) -> Colour {
    colour.map(|part| part >> shift)
}
