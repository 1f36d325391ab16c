//! What makes a plan nicer can't stop it: cards that can't be opened, tables that refuse, reasons that nobody knows.
//! Whoever waits for a reminder gets it; only what it says, or in which order, may be less well chosen.

use goodturn::store::people;
use libtest_mimic::{Failed, Trial};

use super::company::{Company, workspace};
use super::{SOME, all_alone, forget_plan};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    cx.both("scale::what_makes_a_plan_nicer_cannot_stop_it", stops_nothing)
}

/// What is spoilt: one line of a card for good, and one reason that was said.
const SPOILT: [&str; 2] = [
    "UPDATE card_line SET text_sealed = (SELECT note_sealed FROM act ORDER BY id LIMIT 1) \
     WHERE id = (SELECT MIN(id) FROM card_line)",
    "UPDATE nudge SET reason = 'of another time' WHERE id LIKE '%-0' AND state = 'sent'",
];

/// Tables that refuse.
const HIDDEN: [&str; 3] = ["card_line", "ask", "introduction"];

async fn stops_nothing(database: TestDatabase) -> Result<(), Failed> {
    let mut company = Company::of(&database, 4 * SOME, SOME).await?;
    company.says_all_there_is().await?;
    for (number, (team, _)) in people::teams(&company.store.db, &workspace()).await?.iter().enumerate() {
        company.writes_card(team, number).await?;
    }
    let whole = company.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
    let before = counts(&mut company).await?;
    assert!(whole.reminders >= SOME, "most of them: {}", whole.reminders);
    for text in SPOILT {
        assert!(company.rows.change(text).await? > 0, "{text}");
    }
    for hidden in [&HIDDEN[..0], &HIDDEN[..]] {
        for table in hidden {
            company.rows.hide(table).await?;
        }
        forget_plan(&mut company).await?;
        let planned = company.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
        assert_eq!((planned.reminders, &planned.silent), (whole.reminders, &whole.silent), "everybody as before");
        assert_eq!(counts(&mut company).await?, before, "as many as before");
        let alone = all_alone(&mut company).await?;
        assert_eq!(alone.silent, whole.silent, "and for each alone");
        assert_eq!(counts(&mut company).await?, before, "and for each alone");
    }
    for table in HIDDEN {
        company.rows.show(table).await?;
    }
    Ok(())
}

/// How many reminders wait, when they are due all together, and how many people they name: past the store, which can't read what was spoilt.
async fn counts(company: &mut Company) -> Result<[i64; 3], Failed> {
    Ok([
        company.rows.number("SELECT COUNT(*) FROM outbox").await?,
        company.rows.number("SELECT CAST(SUM(due_at / 1000) AS BIGINT) FROM outbox").await?,
        company.rows.number("SELECT COUNT(*) FROM nudge WHERE state = 'chosen'").await?,
    ])
}
