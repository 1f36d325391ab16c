//! The writer: takes what commands decided, as many as wait, and commits them together.
//!
//! A disk's flush costs the same for one command and for sixty. An answer goes out only after its commit; a command that the database refuses
//! fails alone, because a batch that failed is tried again one by one.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::{Mutex, mpsc, oneshot};

use super::again::again;
use super::commit::{self, Changes, Outcome, Prepared};
use super::db::{Db, Error, Result};
use crate::vault::Vault;

/// Commands that one transaction takes at most: with eight people each, a sixth of the places that a statement may have.
const BATCH_MAX: usize = 64;

/// Commands that may wait; beyond it, callers wait for a place. At a thousand a second this is two seconds' worth.
const WAITING_MAX: usize = 2_048;

struct Job {
    prepared: Prepared,
    done: oneshot::Sender<Result<Outcome>>,
}

/// Hands commands to the tasks that commit them. Cheap to clone; when the last one is dropped, the tasks end.
#[derive(Debug, Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    vault: Arc<Vault>,
}

impl Writer {
    /// Starts the writing tasks on the running runtime: one for SQLite, a few for PostgreSQL.
    #[must_use]
    pub fn start(db: &Db, vault: &Arc<Vault>) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING_MAX);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..db.write_lanes() {
            tokio::spawn(write_all(db.clone(), Arc::clone(&waiting)));
        }
        Self { jobs, vault: Arc::clone(vault) }
    }

    /// Commits `changes`; returns when they are durable.
    ///
    /// # Errors
    /// When the database refuses. Nothing of the command is then written.
    pub async fn commit(&self, changes: Changes) -> Result<Outcome> {
        let prepared = Prepared::new(&self.vault, changes)?;
        let (done, answer) = oneshot::channel();
        self.jobs.send(Job { prepared, done }).await.map_err(|_| Error::Closed)?;
        answer.await.map_err(|_| Error::Closed)?
    }
}

async fn write_all(db: Db, waiting: Arc<Mutex<mpsc::Receiver<Job>>>) {
    let mut jobs = Vec::with_capacity(BATCH_MAX);
    loop {
        if waiting.lock().await.recv_many(&mut jobs, BATCH_MAX).await == 0 {
            return;
        }
        let (batch, answers): (Vec<Prepared>, Vec<_>) = jobs.drain(..).map(|job| (job.prepared, job.done)).unzip();
        // A batch that panics is lost to its callers, who are told so as their channels close; the lane goes on.
        if AssertUnwindSafe(answer_all(&db, batch, answers)).catch_unwind().await.is_err() {
            tracing::error!("a commit panicked");
        }
    }
}

async fn answer_all(db: &Db, batch: Vec<Prepared>, answers: Vec<oneshot::Sender<Result<Outcome>>>) {
    // A send fails when the caller gave up waiting: the commit stands all the same.
    match write(db, &batch).await {
        Ok(outcomes) => {
            for (done, outcome) in answers.into_iter().zip(outcomes) {
                let _ = done.send(Ok(outcome));
            }
        }
        // One by one they would only wait as long, each.
        Err(Error::Unavailable) => {
            for done in answers {
                let _ = done.send(Err(Error::Unavailable));
            }
        }
        Err(error) if batch.len() == 1 => {
            if let Some(done) = answers.into_iter().next() {
                let _ = done.send(Err(error));
            }
        }
        Err(_) => {
            for (one, done) in batch.into_iter().zip(answers) {
                let outcome = write(db, std::slice::from_ref(&one)).await;
                let _ = done.send(outcome.and_then(|mut outcomes| outcomes.pop().ok_or(Error::Closed)));
            }
        }
    }
}

async fn write(db: &Db, batch: &[Prepared]) -> Result<Vec<Outcome>> {
    again(|| write_once(db, batch)).await
}

async fn write_once(db: &Db, batch: &[Prepared]) -> Result<Vec<Outcome>> {
    let mut tx = db.begin().await?;
    let outcomes = commit::apply(&mut tx, batch).await?;
    tx.commit().await?;
    Ok(outcomes)
}
