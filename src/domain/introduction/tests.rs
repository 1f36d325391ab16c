//! The machine of an introduction in any order of events, and what each of the two is shown.
//! Nothing here needs a database: what must never be told is decided in the domain.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::*;

const EVENTS: [Event; 8] = [
    Event::Asked(Side::A),
    Event::Asked(Side::B),
    Event::Yes(Side::A),
    Event::Yes(Side::B),
    Event::No(Side::A),
    Event::No(Side::B),
    Event::Opened,
    Event::GivenUp,
];

#[test]
fn words_read_back() {
    assert!(State::ALL.iter().all(|&state| State::parse(state.as_str()) == Some(state)));
}

/// Whatever happens in whatever order: it opens only after both were asked and both said yes, once, and never after a no or an end.
#[test]
fn it_opens_only_after_two_answers_of_yes() {
    let mut rng = StdRng::seed_from_u64(7);
    let mut opened = 0;
    for _ in 0..20_000 {
        let (mut state, mut taken) = (State::Proposed, Vec::new());
        for _ in 0..24 {
            let event = EVENTS[rng.random_range(0..EVENTS.len())];
            if let Ok(next) = state.on(event) {
                assert!(state != State::Ended && state != State::Opened, "nothing leaves an end");
                taken.push(event);
                state = next;
            }
        }
        if state == State::Opened {
            opened += 1;
            let whole = [Event::Asked(Side::A), Event::Yes(Side::A), Event::Asked(Side::B), Event::Yes(Side::B), Event::Opened];
            assert_eq!(taken, whole);
        }
        let asked_b = taken.iter().position(|event| *event == Event::Asked(Side::B));
        assert!(asked_b.is_none_or(|place| taken[..place].contains(&Event::Yes(Side::A))), "the second one is asked after a yes only");
        assert!(!taken.contains(&Event::No(Side::A)) || asked_b.is_none(), "and never after a no");
    }
    assert!(opened > 10, "the way to the end was walked");
}

fn introduction(state: State, answered_a: Option<bool>, answered_b: Option<bool>) -> Introduction {
    Introduction {
        id: "I1".into(),
        broker: "U1".into(),
        a: "U2".into(),
        b: "U3".into(),
        a_team: None,
        b_team: None,
        why: Note::new("customer quotes"),
        state,
        proposed_at: Millis(0),
        answered_a,
        answered_b,
        lapses_at: Millis(LAPSES_AFTER_MS),
        channel: None,
        message_a: None,
        message_b: None,
        message_open: None,
        published_at: None,
    }
}

/// As long as nothing opened, what one is shown is the same whatever the other one did.
#[test]
fn what_one_is_shown_does_not_tell_of_the_other() {
    let before_opening = State::ALL.into_iter().filter(|state| *state != State::Opened);
    for (state, now) in before_opening.flat_map(|state| [0, LAPSES_AFTER_MS].map(|now| (state, Millis(now)))) {
        for own in [None, Some(true), Some(false)] {
            let shown = |other| introduction(state, own, other).shown_to(Side::A, now);
            let alone = introduction(State::AskedA, own, None).shown_to(Side::A, now);
            assert!([None, Some(true), Some(false)].into_iter().all(|other| shown(other) == alone), "{state:?} {own:?}");
        }
    }
}

#[test]
fn debug_tells_neither_who_nor_why() {
    let told = format!("{:?}", introduction(State::AskedB, Some(true), None));
    assert_eq!(told, "Introduction { state: AskedB, .. }");
}
