//! What stands in a large workspace around one member does not make their plan larger: cards and quiet periods of teams with which they have nothing
//! to do, holidays of other years, whom others keep warm, refused or put off.
//!
//! A member who joins or changes a setting is planned for within seconds, whoever else is there.

use goodturn::domain::card::{Draft, Read};
use goodturn::domain::day::Day;
use goodturn::domain::ids::TeamId;
use goodturn::domain::quiet::Quiet;
use goodturn::store::cards::{self, Edit};
use goodturn::store::{holidays, people};
use libtest_mimic::{Failed, Trial};

use super::company::{Company, WEEK, id, workspace};
use super::{SOME, all_alone, told};
use crate::support::{Harness, TestDatabase};

/// Teams of a large workspace that nobody here knows.
const TEAMS_AROUND: usize = 300;

/// Rows that one member's plan may read where all seven teams that they have to do with have a full card: [`super::ROWS_OF_ONE_MAX`], and of each team
/// ten lines and two quiet periods, and two holidays.
const ROWS_WITH_CARDS_MAX: usize = super::ROWS_OF_ONE_MAX + 7 * 12 + 2;

/// Whom people keep warm, refused and put off, who are no members of the sixty.
const OTHERS: [&str; 2] = [
    "INSERT INTO tended (workspace_id, owner_id, person_id, weeks, added_at) SELECT o.workspace_id, o.id, p.id, 6, 1 FROM person AS o \
     JOIN person AS p ON p.workspace_id = o.workspace_id AND p.id <> o.id AND CAST(SUBSTR(p.id, 2) AS INTEGER) % 16 = 3 \
     WHERE NOT EXISTS (SELECT 1 FROM member AS m WHERE m.workspace_id = o.workspace_id AND m.person_id = o.id)",
    "INSERT INTO preference (workspace_id, owner_id, person_id, refused_at) SELECT o.workspace_id, o.id, p.id, 1 FROM person AS o \
     JOIN person AS p ON p.workspace_id = o.workspace_id AND p.id <> o.id AND CAST(SUBSTR(p.id, 2) AS INTEGER) % 16 = 5 \
     WHERE NOT EXISTS (SELECT 1 FROM member AS m WHERE m.workspace_id = o.workspace_id AND m.person_id = o.id)",
];

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
    // A slot on a Monday moves, and the working days of the month are counted.
    company.is_closed_on(&[WEEK.monday(), WEEK.monday().plus(15)]).await?;
    let all = company.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
    let together = told(&mut company).await?;
    let before = all_alone(&mut company).await?;
    assert_eq!(told(&mut company).await?, together, "with cards, too, the plan is the same either way");
    for number in 0..TEAMS_AROUND {
        company.writes_card(&TeamId::new(format!("around-{number}")), number).await?;
    }
    let years: Vec<Day> = (-5_000..5_000).filter(|day| i64::abs(*day) > 100 && day % 30 == 0).map(|day| WEEK.monday().plus(day)).collect();
    company.is_closed_on(&years).await?;
    for text in OTHERS {
        assert!(company.rows.change(text).await? > 1_000, "others have lists: {text}");
    }
    let after = all_alone(&mut company).await?;
    assert_eq!(before.rows, after.rows, "what is read for each member");
    assert!(before.rows.iter().max() > Some(&50), "cards are among what is read: {:?}", before.rows);
    assert!(before.rows.iter().all(|rows| *rows <= ROWS_WITH_CARDS_MAX), "rows for one member: {:?}", before.rows);
    assert_eq!((told(&mut company).await?, after.silent), (together, all.silent));
    Ok(())
}

impl Company {
    async fn is_closed_on(&self, days: &[Day]) -> Result<(), Failed> {
        let days: Vec<(Day, String)> = days.iter().map(|day| (*day, "Holiday".to_owned())).collect();
        Ok(holidays::add(&self.store.db, &workspace(), &days).await?)
    }

    /// A card that meets those of some other teams, as full as it can be.
    pub async fn writes_card(&self, team: &TeamId, number: usize) -> Result<(), Failed> {
        let lines = |what: &str, step: usize| (0..5).map(|line| format!("{what} of subject{}", (number * 3 + line * step) % 17)).collect();
        let quiet = match number % 4 {
            0 => vec![Quiet::MonthBegins(3), Quiet::Weekly(4)],
            1 => vec![Quiet::Yearly((12, 20), (1, 6))],
            _ => Vec::new(),
        };
        let read = Read { struggles: lines("making sense", 1), offers: lines("years", 2), quiet };
        let ids = (0..10).map(|line| format!("{}-line-{line}", team.as_str())).collect();
        let (by, draft) = (id(number % self.people), Draft::default());
        let edit = Edit { team, by: &by, at: self.now(), draft: &draft, read: &read, before: None, ids };
        assert!(cards::write(&self.store, &workspace(), edit).await?, "a new card");
        Ok(())
    }
}
