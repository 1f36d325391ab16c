//! How much two people share contacts: Adamic and Adar's sum, in which a shared contact who deals with few counts for more.
//!
//! Only where every act is an entry of both its people is this known; nobody's plan uses it otherwise.

use super::features::{Dealings, Held};

/// A tie weaker than this adds nothing that shows.
const WEAKEST: f32 = 1e-3;

/// Contacts faded below this are no contact any more when it is counted how many somebody has.
const CONTACT_FROM: f32 = 0.1;

/// The strength of one tie, by contacts of these weeks and by active weeks of the quarter.
#[derive(Debug, Clone, Copy)]
struct Strength {
    contact: u32,
    by: [f32; 2],
}

/// Everybody's ties by strength, as of one week.
#[derive(Debug, Clone, Default)]
pub struct Strengths {
    ties: Vec<Vec<Strength>>,
    /// What a shared contact counts for: one over the logarithm of how many they deal with.
    weights: Vec<[f32; 2]>,
}

impl Strengths {
    /// Adds the next owner, with their ties as they were read.
    #[expect(clippy::cast_precision_loss, reason = "nobody has millions of contacts")]
    pub fn push(&mut self, ties: &[Held], dealings: &Dealings) {
        let mut strengths = Vec::with_capacity(ties.len());
        let mut with_contact = 0_usize;
        for (place, tie) in ties.iter().enumerate() {
            let (faded, _) = dealings.tie(place);
            with_contact += usize::from(faded.contacts > CONTACT_FROM);
            let by = [faded.contacts.ln_1p(), faded.quarter.ln_1p()];
            if by[0] > WEAKEST || by[1] > WEAKEST {
                strengths.push(Strength { contact: tie.contact, by });
            }
        }
        self.ties.push(strengths);
        self.weights.push([with_contact as f32, dealings.all().quarter].map(|dealt_with| 1.0 / (2.0 + dealt_with).ln()));
    }
}

/// The sums from one owner to everybody, in room that is used again for the next owner.
#[derive(Debug, Clone)]
pub struct SharedWith {
    sums: Vec<[f32; 2]>,
    touched: Vec<u32>,
}

impl SharedWith {
    /// Room for so many people.
    #[must_use]
    pub fn new(people: usize) -> Self {
        Self { sums: vec![[0.0; 2]; people], touched: Vec::new() }
    }

    /// Walks from the owner over each contact to each of theirs.
    pub fn walk(&mut self, owner: u32, strengths: &Strengths) {
        for person in self.touched.drain(..) {
            self.sums[person as usize] = [0.0; 2];
        }
        for first in &strengths.ties[owner as usize] {
            let weight = strengths.weights[first.contact as usize];
            let from = [first.by[0] * weight[0], first.by[1] * weight[1]];
            for second in &strengths.ties[first.contact as usize] {
                let sum = &mut self.sums[second.contact as usize];
                // What is added is never negative, and never nothing in both.
                if sum[0] + sum[1] <= 0.0 {
                    self.touched.push(second.contact);
                }
                sum[0] += from[0] * second.by[0];
                sum[1] += from[1] * second.by[1];
            }
        }
    }

    /// The sum to one person.
    #[must_use]
    pub fn with(&self, person: u32) -> [f32; 2] {
        self.sums[person as usize]
    }
}
