//! What stands in a large workspace around one member does not make their plan larger: cards of teams with which they have nothing to do.
//! A member who joins or changes a setting is planned for within seconds, whoever else is there.

use goodturn::domain::card::{Draft, Read};
use goodturn::domain::ids::TeamId;
use goodturn::store::cards::{self, Edit};
use goodturn::store::people;
use libtest_mimic::{Failed, Trial};

use super::company::{Company, id, workspace};
use super::{SOME, all_alone, told};
use crate::support::{Harness, TestDatabase};

/// Teams of a large workspace that nobody here knows.
const TEAMS_AROUND: usize = 300;

pub fn trials(cx: &Harness) -> Vec<Trial> {
    cx.both("scale::a_large_workspace_around_makes_no_plan_larger", around)
}

async fn around(database: TestDatabase) -> Result<(), Failed> {
    let mut company = Company::of(&database, 4 * SOME, SOME).await?;
    company.says_all_there_is().await?;
    let teams = people::teams(&company.store.db, &workspace()).await?;
    assert!(teams.len() > 20, "everybody is in some team");
    for (number, (team, _)) in teams.iter().enumerate() {
        company.writes_card(team, number).await?;
    }
    let all = company.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
    let together = told(&mut company).await?;
    let before = all_alone(&mut company).await?;
    assert_eq!(told(&mut company).await?, together, "with cards, too, the plan is the same either way");
    for number in 0..TEAMS_AROUND {
        company.writes_card(&TeamId::new(format!("around-{number}")), number).await?;
    }
    let after = all_alone(&mut company).await?;
    assert_eq!(before.rows, after.rows, "what is read for each member");
    assert!(before.rows.iter().max() > Some(&50) && all.rows > before.rows.len(), "cards are among what is read: {:?}", before.rows);
    assert_eq!((told(&mut company).await?, after.silent), (together, all.silent));
    Ok(())
}

impl Company {
    /// A card that meets those of some other teams, as full as it can be.
    pub async fn writes_card(&self, team: &TeamId, number: usize) -> Result<(), Failed> {
        let lines = |what: &str, step: usize| (0..5).map(|line| format!("{what} of subject{}", (number * 3 + line * step) % 17)).collect();
        let read = Read { struggles: lines("making sense", 1), offers: lines("years", 2), quiet: Vec::new() };
        let ids = (0..10).map(|line| format!("{}-line-{line}", team.as_str())).collect();
        let (by, draft) = (id(number % self.people), Draft::default());
        let edit = Edit { team, by: &by, at: self.now(), draft: &draft, read: &read, before: None, ids };
        assert!(cards::write(&self.store, &workspace(), edit).await?, "a new card");
        Ok(())
    }
}
