//! Where teams stand: on an oval, in an order with few crossings, and so far apart that labels beside them never touch.
//!
//! Deterministic: the same bridges give the same places, so a picture changes only where something changed.

/// Height that each label of a side has to itself.
const ROW: f32 = 36.0;

/// The least height of the oval: two teams still look like a picture.
const HEIGHT_MIN: f32 = 160.0;

/// Edges up to which crossings are counted for each swap; above, the lengths are a good measure and quick.
const COUNTED_EDGES_MAX: usize = 90;

/// Rounds of swaps: each round only ever gets better, and a few are enough.
const ROUNDS_MAX: usize = 12;

/// A team's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spot {
    pub x: f32,
    pub y: f32,
    /// Whether it stands on the right side: then its label is to its right.
    pub right: bool,
}

/// Half the size of the oval for so many teams.
pub(super) fn oval(teams: usize) -> (f32, f32) {
    let rows = count(teams.div_ceil(2));
    let height = (rows * ROW).max(HEIGHT_MIN);
    ((height * 0.5).clamp(160.0, 240.0), height / 2.0)
}

/// Each team's spot around the middle, in the order of the teams.
pub(super) fn spots(teams: usize, edges: &[(usize, usize)]) -> Vec<Spot> {
    let (half_width, half_height) = oval(teams);
    let mut spots = vec![Spot { x: 0.0, y: 0.0, right: true }; teams];
    let on_the_right = teams.div_ceil(2);
    for (place, team) in order(teams, edges).into_iter().enumerate() {
        // Down the right side, and up the left one.
        let right = place < on_the_right;
        let (row, rows) = if right { (place, on_the_right) } else { (teams - 1 - place, teams - on_the_right) };
        let y = ((count(row) + 0.5) / count(rows)).mul_add(2.0 * half_height, -half_height);
        let x = half_width * (1.0 - (y / half_height).powi(2)).max(0.0).sqrt();
        spots[team] = Spot { x: if right { x } else { -x }, y, right };
    }
    spots
}

/// The teams around the oval.
fn order(teams: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..teams).collect();
    let mut best = cost(&order, edges);
    for _ in 0..ROUNDS_MAX {
        let before = best;
        for a in 0..teams {
            for b in a + 1..teams {
                order.swap(a, b);
                let now = cost(&order, edges);
                if now < best {
                    best = now;
                } else {
                    order.swap(a, b);
                }
            }
        }
        if best == before {
            break;
        }
    }
    order
}

/// How hard an order is to read: its crossings, then how far its edges go.
fn cost(order: &[usize], edges: &[(usize, usize)]) -> (usize, usize) {
    let mut place = vec![0; order.len()];
    for (at, team) in order.iter().enumerate() {
        place[*team] = at;
    }
    let chords: Vec<(usize, usize)> = edges.iter().map(|(a, b)| (place[*a].min(place[*b]), place[*a].max(place[*b]))).collect();
    let length = chords.iter().map(|(a, b)| (b - a).min(order.len() - (b - a))).sum();
    if edges.len() > COUNTED_EDGES_MAX {
        return (0, length);
    }
    (crossings(&chords), length)
}

/// How many pairs of chords of a circle cross.
fn crossings(chords: &[(usize, usize)]) -> usize {
    let cross = |(a, b): (usize, usize), (c, d): (usize, usize)| (a < c && c < b && b < d) || (c < a && a < d && d < b);
    chords.iter().enumerate().map(|(n, one)| chords[n + 1..].iter().filter(|other| cross(*one, **other)).count()).sum()
}

/// A small number of things, to be measured with.
fn count(things: usize) -> f32 {
    f32::from(u16::try_from(things).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_has_no_crossings_whatever_the_names() {
        let shuffled = [3, 0, 5, 1, 4, 2];
        let ring: Vec<(usize, usize)> = (0..6).map(|n| (shuffled[n], shuffled[(n + 1) % 6])).collect();
        assert_eq!(cost(&order(6, &ring), &ring), (0, 6));
    }

    #[test]
    fn labels_of_a_side_are_a_row_apart() {
        for teams in 2..=30 {
            let edges: Vec<(usize, usize)> = (1..teams).map(|n| (0, n)).collect();
            for side in [false, true] {
                let mut rows: Vec<f32> = spots(teams, &edges).iter().filter(|spot| spot.right == side).map(|spot| spot.y).collect();
                rows.sort_by(f32::total_cmp);
                assert!(!rows.is_empty() && rows.windows(2).all(|pair| pair[1] - pair[0] >= ROW - 0.01), "{teams}: {rows:?}");
            }
        }
    }
}
