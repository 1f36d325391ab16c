//! The assignment itself, as an auction: at most so many contacts for a member, at most so many members for a contact, for the greatest worth.
//!
//! Members bid for contacts' places; a contact costs nothing until its places are taken, and then what its lowest bidder offered. The prices
//! that remain at the end give an upper bound for any assignment at all, so every plan comes with a certificate of how good it is.
//! Worths are whole numbers and nothing is left to chance or rounding: equal input gives equal output, byte for byte.

use std::collections::VecDeque;

/// What a bid tops the rest by, in parts of [`WORTH_ONE`]: a plan falls short of the best by at most this much a nudge.
const STEP: u32 = 256;

/// The worth of a certain success; a probability times this is a worth.
pub const WORTH_ONE: u32 = 1 << 20;

/// Who could be named to whom, and for how much: the members' candidates one after another.
#[derive(Debug, Clone, Default)]
pub struct Market {
    /// Where each member's candidates begin, and at last where they all end: one more than there are members.
    starts: Vec<u32>,
    /// The contact of each candidate, by number.
    contacts: Vec<u32>,
    /// The worth of each candidate, 0 to [`WORTH_ONE`].
    worths: Vec<u32>,
    /// Whether each member's candidates come best first, so that looking for the best of them may stop early.
    best_first: Vec<bool>,
    /// How many contacts each member may get.
    wanted: Vec<u8>,
    /// How many members each contact may get.
    room: Vec<u8>,
}

impl Market {
    /// A market with these places at its contacts, and nobody in it yet.
    #[must_use]
    pub fn new(room: Vec<u8>) -> Self {
        Self { starts: vec![0], room, ..Self::default() }
    }

    /// Room for so many members with so many candidates in all, ahead of time.
    pub fn reserve(&mut self, members: usize, candidates: usize) {
        self.starts.reserve(members);
        self.wanted.reserve(members);
        self.contacts.reserve(candidates);
        self.worths.reserve(candidates);
    }

    /// One more member, who may get `wanted` of these candidates: numbers of different contacts, with their worths. Any order is right; that from
    /// the greatest worth to the least is assigned faster.
    ///
    /// # Panics
    /// When there are more candidates in all than a `u32` counts: four thousand million.
    pub fn member(&mut self, wanted: u8, candidates: impl IntoIterator<Item = (u32, u32)>) {
        for (contact, worth) in candidates {
            self.contacts.push(contact);
            self.worths.push(worth.min(WORTH_ONE));
        }
        let first = self.starts.last().map_or(0, |start| *start as usize);
        self.best_first.push(self.worths[first..].is_sorted_by(|one, next| one >= next));
        self.starts.push(u32::try_from(self.contacts.len()).expect("fewer candidates than a u32 counts"));
        self.wanted.push(wanted);
    }

    /// How many members there are.
    #[must_use]
    pub fn members(&self) -> usize {
        self.wanted.len()
    }

    /// How many candidates there are.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.contacts.len()
    }

    /// The places of one member's candidates among all.
    #[must_use]
    pub fn of(&self, member: usize) -> std::ops::Range<usize> {
        self.starts[member] as usize..self.starts[member + 1] as usize
    }

    /// The contact of a candidate.
    #[must_use]
    pub fn contact(&self, candidate: usize) -> u32 {
        self.contacts[candidate]
    }

    /// The worth of a candidate.
    #[must_use]
    pub fn worth(&self, candidate: usize) -> u32 {
        self.worths[candidate]
    }

    /// Assigns.
    #[must_use]
    pub fn assign(&self) -> Assigned {
        Auction::open(self).run()
    }
}

/// What an auction came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// Whether each candidate was chosen.
    pub chosen: Vec<bool>,
    /// The worth of all that were chosen.
    pub worth: u64,
    /// What no assignment can exceed.
    pub bound: u64,
    /// How many contacts have all their places taken, of those that have any.
    pub full: usize,
}

impl Assigned {
    /// The share of the best possible worth that was certainly reached, 0 to 1.
    #[must_use]
    pub fn certified(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "worths of millions of nudges are far below 2^52")]
        if self.bound == 0 { 1.0 } else { self.worth as f64 / self.bound as f64 }
    }
}

/// A place at a contact, and who holds it.
#[derive(Debug, Clone, Copy)]
struct Held {
    bid: u32,
    member: u32,
    candidate: u32,
}

struct Auction<'a> {
    market: &'a Market,
    /// What each contact costs: nothing while it has places.
    prices: Vec<u32>,
    /// Where each contact's places begin in `held`.
    places: Vec<u32>,
    /// All contacts' places; of each contact the first `taken` are held.
    held: Vec<Held>,
    taken: Vec<u8>,
    chosen: Vec<bool>,
    /// How many contacts each member holds.
    has: Vec<u8>,
    /// Members who may want to bid, first come, first served.
    waiting: VecDeque<u32>,
}

/// A candidate with its worth less its price.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Net {
    value: u32,
    /// Turned round, so that of equal ones the first comes first.
    place: std::cmp::Reverse<u32>,
}

impl<'a> Auction<'a> {
    fn open(market: &'a Market) -> Self {
        let mut places = Vec::with_capacity(market.room.len());
        let mut all = 0_u32;
        for room in &market.room {
            places.push(all);
            all += u32::from(*room);
        }
        let nobody = Held { bid: 0, member: 0, candidate: 0 };
        // A contact without places is never to be had.
        let prices = market.room.iter().map(|room| if *room == 0 { WORTH_ONE } else { 0 }).collect();
        let members = u32::try_from(market.members()).expect("fewer members than a u32 counts");
        Self {
            market,
            prices,
            places,
            held: vec![nobody; all as usize],
            taken: vec![0; market.room.len()],
            chosen: vec![false; market.candidates()],
            has: vec![0; market.members()],
            waiting: (0..members).collect(),
        }
    }

    fn run(mut self) -> Assigned {
        let mut best = Vec::new();
        while let Some(member) = self.waiting.pop_front() {
            self.bids(member, &mut best);
        }
        let worth = self.chosen.iter().zip(&self.market.worths).filter(|(chosen, _)| **chosen).map(|(_, worth)| u64::from(*worth)).sum();
        let full = self.taken.iter().zip(&self.market.room).filter(|(taken, room)| taken == room && **room > 0).count();
        Assigned { worth, bound: self.bound(&mut best), full, chosen: self.chosen }
    }

    /// The member's best candidates that it does not hold, by worth less price, at most `most` of them; none that are worth nothing.
    fn best(&self, member: u32, most: usize, best: &mut Vec<Net>, also_held: bool) {
        best.clear();
        let best_first = self.market.best_first[member as usize];
        for place in self.market.of(member as usize) {
            // No price is below nothing: what is worth no more than the last one's net value will not come before it, and nor will the rest.
            if best_first && best.len() == most && best.last().is_none_or(|last| self.market.worths[place] <= last.value) {
                break;
            }
            let value = self.market.worths[place].saturating_sub(self.prices[self.market.contacts[place] as usize]);
            if value == 0 || (self.chosen[place] && !also_held) {
                continue;
            }
            #[expect(clippy::cast_possible_truncation, reason = "candidates are counted by a u32")]
            let net = Net { value, place: std::cmp::Reverse(place as u32) };
            if best.len() < most || best.last().is_some_and(|last| *last < net) {
                let at = best.partition_point(|known| *known > net);
                best.insert(at, net);
                best.truncate(most);
            }
        }
    }

    fn bids(&mut self, member: u32, best: &mut Vec<Net>) {
        let free = usize::from(self.market.wanted[member as usize].saturating_sub(self.has[member as usize]));
        if free == 0 {
            return;
        }
        self.best(member, free + 1, best, false);
        let left_out = best.get(free).map_or(0, |net| net.value);
        for &Net { value, place } in best.iter().take(free) {
            let contact = self.market.contacts[place.0 as usize] as usize;
            let bid = self.prices[contact] + (value - left_out) + STEP;
            self.take(contact, Held { bid, member, candidate: place.0 });
        }
    }

    /// Gives a place at a contact to a bid, at the cost of the lowest where all are taken.
    fn take(&mut self, contact: usize, new: Held) {
        let first = self.places[contact] as usize;
        let room = usize::from(self.market.room[contact]);
        let taken = usize::from(self.taken[contact]);
        if taken < room {
            self.held[first + taken] = new;
            self.taken[contact] += 1;
        } else if let Some(lowest) = self.lowest(contact) {
            let out = std::mem::replace(&mut self.held[lowest], new);
            self.chosen[out.candidate as usize] = false;
            self.has[out.member as usize] -= 1;
            self.waiting.push_back(out.member);
        }
        self.chosen[new.candidate as usize] = true;
        self.has[new.member as usize] += 1;
        if usize::from(self.taken[contact]) == room {
            self.prices[contact] = self.lowest(contact).map_or(0, |place| self.held[place].bid);
        }
    }

    /// The place with the lowest bid; of equal ones the first.
    fn lowest(&self, contact: usize) -> Option<usize> {
        let first = self.places[contact] as usize;
        (first..first + usize::from(self.taken[contact])).min_by_key(|place| self.held[*place].bid)
    }

    /// What no assignment can exceed: what members would get at these prices if there were always room, and what all places cost.
    fn bound(&self, best: &mut Vec<Net>) -> u64 {
        let mut bound = 0;
        for (contact, price) in self.prices.iter().enumerate() {
            bound += u64::from(*price) * u64::from(self.market.room[contact]);
        }
        for (member, wanted) in (0_u32..).zip(&self.market.wanted) {
            self.best(member, usize::from(*wanted), best, true);
            bound += best.iter().map(|net| u64::from(net.value)).sum::<u64>();
        }
        bound
    }
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    use super::*;

    /// A market where each member knows some contacts, a few of which everybody likes.
    fn market(rng: &mut StdRng, members: u32, contacts: u32, degree: u32) -> Market {
        let mut market = Market::new((0..contacts).map(|_| rng.random_range(0..4)).collect());
        for _ in 0..members {
            let first = rng.random_range(0..contacts);
            let candidates: Vec<(u32, u32)> = (0..degree.min(contacts))
                .map(|n| ((first + n) % contacts, rng.random_range(0..WORTH_ONE) / (1 + (first + n) % contacts % 5)))
                .collect();
            market.member(rng.random_range(0..4), candidates);
        }
        market
    }

    /// The greatest worth there is, by trying everything.
    fn greatest(market: &Market, place: usize, wanted: &mut Vec<u8>, room: &mut Vec<u8>) -> u64 {
        if place == market.candidates() {
            return 0;
        }
        let member = (0..market.members()).find(|member| market.of(*member).contains(&place)).expect("it is somebody's");
        let contact = market.contacts[place] as usize;
        let without = greatest(market, place + 1, wanted, room);
        if wanted[member] == 0 || room[contact] == 0 {
            return without;
        }
        wanted[member] -= 1;
        room[contact] -= 1;
        let with = u64::from(market.worths[place]) + greatest(market, place + 1, wanted, room);
        wanted[member] += 1;
        room[contact] += 1;
        with.max(without)
    }

    fn check(market: &Market, assigned: &Assigned) {
        let mut pointing = vec![0_u8; market.room.len()];
        for member in 0..market.members() {
            let chosen: Vec<usize> = market.of(member).filter(|place| assigned.chosen[*place]).collect();
            assert!(chosen.len() <= usize::from(market.wanted[member]), "a member gets too many");
            for place in chosen {
                pointing[market.contacts[place] as usize] += 1;
            }
        }
        assert!(pointing.iter().zip(&market.room).all(|(n, room)| n <= room), "a contact is swamped");
        assert!(assigned.worth <= assigned.bound, "no worth exceeds the bound");
    }

    #[test]
    fn small_ones_are_as_good_as_can_be() {
        let mut rng = StdRng::seed_from_u64(5);
        for _ in 0..300 {
            let market = market(&mut rng, 4, 5, 4);
            let assigned = market.assign();
            check(&market, &assigned);
            let best = greatest(&market, 0, &mut market.wanted.clone(), &mut market.room.clone());
            let chosen = assigned.chosen.iter().filter(|chosen| **chosen).count() as u64;
            assert!(assigned.bound >= best, "the bound holds");
            assert!(assigned.worth + u64::from(STEP) * (chosen + 4) >= best, "{} of {best}", assigned.worth);
        }
    }

    #[test]
    fn large_ones_are_certified() {
        let mut rng = StdRng::seed_from_u64(6);
        let market = market(&mut rng, 2_000, 500, 20);
        let assigned = market.assign();
        check(&market, &assigned);
        assert!(assigned.full > 100, "places are short here: {}", assigned.full);
        assert!(assigned.certified() >= 0.998, "{}", assigned.certified());
        assert_eq!(assigned, market.assign());
    }

    #[test]
    fn low_chances_are_certified_too() {
        let mut rng = StdRng::seed_from_u64(7);
        let mut market = Market::new(vec![5; 2_000]);
        for _ in 0..2_000 {
            // Three hundred in a thousand are known to everybody; three chances in a hundred are usual.
            let mut contacts: Vec<u32> = (0..15).map(|n| rng.random_range(0..if n < 5 { 300 } else { 2_000 })).collect();
            contacts.sort_unstable();
            contacts.dedup();
            let candidates: Vec<(u32, u32)> =
                contacts.into_iter().map(|contact| (contact, rng.random_range(0..WORTH_ONE * 6 / 100))).collect();
            market.member(3, candidates);
        }
        let assigned = market.assign();
        check(&market, &assigned);
        assert!(assigned.full > 400, "places are short here: {}", assigned.full);
        assert!(assigned.certified() >= 0.998, "{}", assigned.certified());
    }

    #[test]
    fn best_first_is_only_faster() {
        let mut rng = StdRng::seed_from_u64(8);
        for _ in 0..50 {
            let any = market(&mut rng, 60, 30, 12);
            let (mut sorted, mut turned) = (Market::new(any.room.clone()), Market::new(any.room.clone()));
            for member in 0..any.members() {
                let mut candidates: Vec<(u32, u32)> = any.of(member).map(|place| (any.contacts[place], any.worths[place])).collect();
                candidates.sort_by_key(|(_, worth)| std::cmp::Reverse(*worth));
                sorted.member(any.wanted[member], candidates.clone());
                turned.member(any.wanted[member], candidates);
            }
            assert!(sorted.best_first.iter().all(|known| *known));
            turned.best_first.fill(false);
            assert_eq!(sorted.assign(), turned.assign());
        }
    }

    #[test]
    fn where_there_is_room_everybody_gets_the_best() {
        let mut market = Market::new(vec![3; 4]);
        market.member(2, [(0, 10_000), (1, 30_000), (2, 20_000)]);
        market.member(1, [(3, 0), (1, 5)]);
        let assigned = market.assign();
        assert_eq!(assigned.chosen, [false, true, true, false, true]);
        assert_eq!((assigned.worth, assigned.bound), (50_005, 50_005));
    }

    #[test]
    fn nobody_at_all_is_an_empty_plan() {
        let assigned = Market::new(Vec::new()).assign();
        assert_eq!((assigned.worth, assigned.bound, assigned.full), (0, 0, 0));
        assert!((assigned.certified() - 1.0).abs() < f64::EPSILON);
    }
}
