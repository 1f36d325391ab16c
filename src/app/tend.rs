//! `/goodturn tend`, `untend` and `people`: one's own short list of people to keep warm, for nobody else's eyes.

use super::name_people::Named;
use super::say_team_of::TeamsTold;
use super::{Actor, App, Result};
use crate::domain::day::Day;
use crate::domain::ids::{PersonId, TeamId};
use crate::domain::person::Member;
use crate::domain::refusal::Refusal;
use crate::domain::tend::{TENDED_MAX, TENDED_PER_TEAM_MAX, Warmth, is_cadence};
use crate::store::{members, people, preferences, tended, ties};

/// What became of somebody who was to be tended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TendedNow {
    /// On the list, with this cadence in weeks.
    Kept(PersonId, i64),
    /// They are in the member's own team: never named anyway.
    OwnTeam(PersonId),
    /// The account is gone.
    Gone(PersonId),
    /// Two of that team are on the list already: these.
    TeamFull(PersonId, Vec<PersonId>),
    /// Eight are on the list already.
    ListFull(PersonId),
    /// Off the list.
    Off(PersonId),
    /// They were not on the list.
    NotOnIt(PersonId),
}

/// Somebody on the list, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warm {
    /// Who.
    pub person: PersonId,
    /// The cadence in weeks.
    pub weeks: i64,
    /// How warm the tie is.
    pub warmth: Warmth,
}

/// The lists of one member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MyPeople {
    /// Whom they keep warm.
    pub tended: Vec<Warm>,
    /// Whom they pressed [Not this person] about.
    pub refused: Vec<PersonId>,
}

impl App {
    /// Puts people on the actor's list, each with the same cadence.
    ///
    /// # Errors
    /// A refusal when nobody can be made out, or for people who did not join; otherwise when the database refuses.
    pub async fn tend(&self, by: &Actor, named: &Named, weeks: i64) -> Result<Vec<TendedNow>> {
        self.must_be_member(by).await?;
        let colleagues = self.colleagues(by, named).await?;
        let told = self.teams_told_by(by).await?;
        let known = self.known(by).await?;
        let own = told.own(&by.person, known.person.as_ref());
        let nobody = self.forgotten_among(&by.workspace, colleagues.iter().map(|colleague| &colleague.id)).await?;
        let mut all = Vec::with_capacity(colleagues.len());
        for colleague in colleagues {
            let team = colleague.person.as_ref().and_then(|person| told.of(&by.person, person));
            let gone = colleague.person.as_ref().is_some_and(|person| person.deactivated_at.is_some());
            let kept = !nobody.contains(&colleague.id);
            all.push(if gone {
                TendedNow::Gone(colleague.id)
            } else if team.is_some() && team == own {
                TendedNow::OwnTeam(colleague.id)
            } else {
                self.tend_one(by, colleague.id, (team, &told), weeks, kept).await?
            });
        }
        Ok(all)
    }

    /// The answer is the same for somebody who deleted everything, who is not `kept`: nobody is told that they did.
    async fn tend_one(
        &self,
        by: &Actor,
        person: PersonId,
        (team, told): (Option<&TeamId>, &TeamsTold),
        weeks: i64,
        kept: bool,
    ) -> Result<TendedNow> {
        let mut tx = self.store.db.begin().await?;
        let there = tended::of_owner_in(&mut tx, &by.workspace, &by.person).await?;
        if !there.contains(&person) {
            if there.len() >= TENDED_MAX {
                return Ok(TendedNow::ListFull(person));
            }
            let known = people::by_ids_in(&mut tx, &by.workspace, &there).await?;
            let same = known.into_iter().filter(|known| team.is_some() && told.of(&by.person, known) == team);
            let same: Vec<PersonId> = same.map(|known| known.id).collect();
            if same.len() >= TENDED_PER_TEAM_MAX {
                return Ok(TendedNow::TeamFull(person, same));
            }
        }
        if kept {
            tended::put(&mut tx, &by.workspace, &by.person, &person, weeks, self.now()).await?;
            tx.commit().await?;
            self.plan_anew(by).await?;
        }
        Ok(TendedNow::Kept(person, weeks))
    }

    /// Takes people off the actor's list.
    ///
    /// # Errors
    /// A refusal when nobody can be made out; otherwise when the database refuses.
    pub async fn untend(&self, by: &Actor, named: &Named) -> Result<Vec<TendedNow>> {
        let mut all = Vec::new();
        for person in self.ids_of(by, named).await? {
            all.push(self.untend_one(by, person).await?);
        }
        Ok(all)
    }

    /// Takes one person off the actor's list.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn untend_one(&self, by: &Actor, person: PersonId) -> Result<TendedNow> {
        let was = tended::take_off(&self.store.db, &by.workspace, &by.person, &person, self.now()).await?;
        Ok(if was { TendedNow::Off(person) } else { TendedNow::NotOnIt(person) })
    }

    /// The actor's lists.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn my_people(&self, by: &Actor) -> Result<MyPeople> {
        let today = self.known(by).await?.today;
        let db = &self.store.db;
        let ties = ties::of_owner(db, &by.workspace, &by.person).await?;
        let last = |person: &PersonId| -> Option<Day> { ties.iter().find(|(other, _)| other == person).map(|(_, tie)| tie.last.on) };
        let said = preferences::of_owner(db, &by.workspace, &by.person).await?;
        let tended = tended::of_owner(db, &by.workspace, &by.person).await?;
        Ok(MyPeople {
            tended: tended
                .into_iter()
                .map(|(person, row)| Warm { warmth: Warmth::of(last(&person), today), person, weeks: row.weeks })
                .collect(),
            refused: said.into_iter().filter(|(_, _, said)| said.refused_at.is_some()).map(|(_, person, _)| person).collect(),
        })
    }

    /// `[Undo]` of [Not this person]: they may be named again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn may_be_named(&self, by: &Actor, person: &PersonId) -> Result<()> {
        preferences::unrefuse(&self.store.db, &by.workspace, &by.person, person).await?;
        self.mark_home(by).await
    }

    pub(super) async fn must_be_member(&self, by: &Actor) -> Result<()> {
        self.current_member(by).await?.map(drop).ok_or_else(|| Refusal::NotAMember.into())
    }

    /// The actor as a member, unless they left.
    pub(super) async fn current_member(&self, by: &Actor) -> Result<Option<Member>> {
        Ok(members::by_id(&self.store.db, &by.workspace, &by.person).await?.filter(|member| member.left_at.is_none()))
    }

    /// Another cadence for somebody who is on the actor's list; whoever is not stays off it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_cadence(&self, by: &Actor, person: &PersonId, weeks: i64) -> Result<()> {
        let on_it = tended::of_owner(&self.store.db, &by.workspace, &by.person).await?.iter().any(|(other, _)| other == person);
        if !on_it || !is_cadence(weeks) {
            return Ok(());
        }
        let mut tx = self.store.db.begin().await?;
        tended::put(&mut tx, &by.workspace, &by.person, person, weeks, self.now()).await?;
        tx.commit().await?;
        self.plan_anew(by).await
    }
}
