//! Who was named long ago is remembered for good, and a plan of everybody reads only what can still make a difference.
//! After years nearly every pair of people was named once.

use libtest_mimic::{Failed, Trial};

use super::company::{Company, workspace};
use super::{SOME, forget_plan, told};
use crate::support::{Harness, TestDatabase};

pub fn trials(cx: &Harness) -> Vec<Trial> {
    cx.both("scale::who_was_named_long_ago_is_not_read", not_read)
}

/// Everybody was named to whoever deals with them five months before the week that is planned.
const NAMED: &str = "INSERT INTO preference (workspace_id, owner_id, person_id, nudged_week, named_times) \
    SELECT workspace_id, owner_id, person_id, 2911, 3 FROM tie AS t WHERE NOT EXISTS (SELECT 1 FROM tended AS d \
    WHERE d.workspace_id = t.workspace_id AND d.owner_id = t.owner_id AND d.person_id = t.person_id) ON CONFLICT DO NOTHING";

async fn not_read(database: TestDatabase) -> Result<(), Failed> {
    let mut company = Company::of(&database, 4 * SOME, SOME).await?;
    company.says_all_there_is().await?;
    let before = company.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
    let planned = told(&mut company).await?;
    assert!(company.rows.change(NAMED).await? > 200, "most were");
    forget_plan(&mut company).await?;
    let after = company.app.plan_week(&workspace()).await?.ok_or("nobody else plans")?;
    assert_eq!((after.rows, &after.silent), (before.rows, &before.silent));
    assert_eq!(told(&mut company).await?, planned);
    Ok(())
}
