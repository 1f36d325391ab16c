//! Where trials keep their throw-away files, and how many run at once.
//! Much of a trial is waiting, for a disk or on purpose; neither should keep the other trials from running.

use std::{num::NonZero, path::Path, thread::available_parallelism};

use libtest_mimic::Arguments;

/// Memory that looks like a folder, on Linux: what is written there waits for no disk.
const MEMORY: &str = "/dev/shm";

/// Bytes that have to be free there: a whole run holds under one gigabyte at a time, and containers often give 64 megabytes.
const ROOM_MIN_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Trials at once for each core, where nobody asks for a number: with one, a third of the machine is idle.
const TRIALS_PER_CORE: usize = 2;

/// Sets both, unless they are told: `TMPDIR` for the files, `--test-threads` for the number.
pub fn make(arguments: &mut Arguments) {
    let cores = available_parallelism().map_or(1, NonZero::get);
    arguments.test_threads.get_or_insert(cores * TRIALS_PER_CORE);
    if std::env::var_os("TMPDIR").is_none() && has_room(Path::new(MEMORY)) {
        // Whoever asked for a folder before would keep the other one: nobody has, so early in `main`.
        tempfile::env::override_temp_dir(Path::new(MEMORY)).expect("nothing asked for a folder yet");
    }
}

fn has_room(folder: &Path) -> bool {
    let room = rustix::fs::statvfs(folder).is_ok_and(|told| told.f_bavail.saturating_mul(told.f_frsize) >= ROOM_MIN_BYTES);
    room && tempfile::tempfile_in(folder).is_ok()
}
