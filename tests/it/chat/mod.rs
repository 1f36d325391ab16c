//! Tests as conversations: who typed what, what time it is, what everybody saw. Each runs on both databases and must read the same.

mod acts;
mod admin;
mod asked;
mod away;
mod backoff;
mod cards;
mod deliver;
mod digest;
mod edges;
mod export;
mod faulty;
mod fill;
mod firststeps;
mod forget;
mod forget_later;
mod forget_under_way;
mod forms;
mod gave;
mod german;
mod goodturn;
mod holidays;
mod home;
mod home_member;
mod home_pages;
mod home_presses;
mod introductions;
mod joining;
mod learnt;
mod notes;
mod people;
mod privacy;
mod recording;
mod refused;
mod remind;
mod retain;
mod rhythm;
mod settings;
mod socket;
mod story;
mod surfaces;
mod sync;
mod taken_back;
mod teams;
mod tended;
mod untold;
mod world;

use libtest_mimic::Trial;

use crate::support::Harness;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    let modules = [
        gave::trials,
        forms::trials,
        recording::trials,
        forget::trials,
        forget_under_way::trials,
        forget_later::trials,
        retain::trials,
        refused::trials,
        acts::trials,
        asked::trials,
        away::trials,
        cards::trials,
        introductions::trials,
        goodturn::trials,
        remind::trials,
        deliver::trials,
        digest::trials,
        edges::trials,
        home::trials,
        home_member::trials,
        home_pages::trials,
        export::trials,
        faulty::trials,
        taken_back::trials,
        people::trials,
        privacy::trials,
        untold::trials,
        german::trials,
        socket::trials,
        story::trials,
        joining::trials,
        learnt::trials,
        firststeps::trials,
        settings::trials,
        tended::trials,
        rhythm::trials,
        backoff::trials,
        holidays::trials,
        sync::trials,
        teams::trials,
        admin::trials,
    ];
    modules.iter().flat_map(|module| module(cx)).collect()
}
