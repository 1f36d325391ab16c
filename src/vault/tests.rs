//! Tests of the vault: round trips, every changed byte, purposes, rotation, fingerprints and the key file.
//!
//! Generators are seeded, so that a failure repeats.

use std::path::Path;

use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{FORMAT, KeyOrigin, OVERHEAD_BYTES, Sealed, Vault, VaultError};

fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

fn key(seed: u64) -> String {
    Vault::generate_key(&mut rng(seed))
}

fn vault(keys: &str) -> Vault {
    Vault::new(keys, rng(99)).expect("good keys")
}

fn refused(keys: &str) -> String {
    Vault::new(keys, rng(1)).expect_err("bad keys").to_string()
}

#[test]
fn what_is_sealed_opens_again() {
    let vault = vault(&key(1));
    let mut random = rng(7);
    for length in (0..200).chain([1_000, 65_536]) {
        let mut plain = vec![0_u8; length];
        random.fill_bytes(&mut plain);
        let sealed = vault.seal("act.note", &plain).expect("seals");
        assert_eq!(sealed.len(), length + OVERHEAD_BYTES);
        assert_eq!(vault.open("act.note", &sealed).expect("opens"), plain);
    }
}

#[test]
fn the_same_text_is_sealed_differently_each_time() {
    let vault = vault(&key(1));
    let first = vault.seal("act.note", b"thanks").expect("seals");
    let second = vault.seal("act.note", b"thanks").expect("seals");
    assert_ne!(first, second);
}

#[test]
fn every_changed_or_missing_byte_is_noticed() {
    let vault = vault(&key(1));
    let sealed = vault.seal("act.note", b"helped Ada").expect("seals");
    for place in 0..sealed.len() {
        for bit in 0..8 {
            let mut changed = sealed.clone();
            changed[place] ^= 1 << bit;
            let error = vault.open("act.note", &changed).expect_err("changed");
            match place {
                0 => assert!(matches!(error, VaultError::UnknownFormat { .. })),
                1..=4 => assert!(matches!(error, VaultError::UnknownKey { .. })),
                _ => assert!(matches!(error, VaultError::Damaged)),
            }
        }
        assert!(vault.open("act.note", &sealed[..place]).is_err());
    }
    let longer = [sealed.as_slice(), &[0]].concat();
    assert!(matches!(vault.open("act.note", &longer), Err(VaultError::Damaged)));
}

#[test]
fn a_value_opens_only_for_its_purpose() {
    let vault = vault(&key(1));
    let sealed = vault.seal("act.note", b"helped Ada").expect("seals");
    for purpose in ["ask.note", "act.not", "act.notes", ""] {
        assert!(matches!(vault.open(purpose, &sealed), Err(VaultError::Damaged)));
    }
}

#[test]
fn the_first_key_seals_and_all_open() {
    let (old, new) = (key(1), key(2));
    let before = vault(&old);
    let during = vault(&format!("{new}, {old}"));
    let after = vault(&new);

    let sealed = before.seal("act.note", b"helped Ada").expect("seals");
    assert!(!before.needs_reseal(&sealed));
    assert!(during.needs_reseal(&sealed));
    let plain = during.open("act.note", &sealed).expect("the old key opens");
    let resealed = during.seal("act.note", &plain).expect("seals");
    assert!(!during.needs_reseal(&resealed));
    assert_eq!(after.open("act.note", &resealed).expect("opens"), b"helped Ada");

    let error = after.open("act.note", &sealed).expect_err("no old key");
    let sentence = error.to_string();
    assert!(sentence.starts_with("sealed with a key that is not in GOODTURN_KEY (key id "));
    assert!(sentence.ends_with("add the old key after the new one, separated by a comma"));
}

#[test]
fn odd_values_are_errors_and_need_sealing() {
    let vault = vault(&key(1));
    for odd in [&[][..], &[FORMAT], &[FORMAT, 1, 2, 3], b"plain text", &[0]] {
        assert!(vault.needs_reseal(odd));
        assert!(vault.open("act.note", odd).is_err());
    }
    let error = vault.open("act.note", b"plain text").expect_err("format");
    assert!(error.to_string().starts_with("a sealed value has the unknown format 112"));
}

#[test]
fn keys_are_read_in_every_usual_base64() {
    // Bytes that need the characters in which the two alphabets differ, and padding.
    let bytes = [0xfb_u8; 32];
    let sealed = vault(&BASE64_STANDARD.encode(bytes)).seal("act.note", b"hello").expect("seals");
    for text in [
        BASE64_STANDARD.encode(bytes),
        BASE64_STANDARD_NO_PAD.encode(bytes),
        BASE64_URL_SAFE_NO_PAD.encode(bytes),
        format!("{}=", BASE64_URL_SAFE_NO_PAD.encode(bytes)),
        format!(" {} ,\n", BASE64_STANDARD.encode(bytes)),
    ] {
        assert_eq!(vault(&text).open("act.note", &sealed).expect("opens"), b"hello");
    }
}

#[test]
fn bad_keys_are_refused_with_a_sentence_and_not_shown() {
    assert!(refused("").starts_with("there is no key: make one with"));
    assert!(refused(" , ").starts_with("there is no key: make one with"));
    let good = key(1);
    let sentence = refused(&format!("{good},not base64!"));
    assert_eq!(sentence, "key 2 of GOODTURN_KEY (a value of 11 characters) is not base64: make one with `openssl rand -base64 32`");
    assert_eq!(refused("c2hvcnQ="), "key 1 of GOODTURN_KEY has 5 bytes instead of 32: make one with `openssl rand -base64 32`");
    assert_eq!(refused(&format!("{good},{good}")), "key 2 of GOODTURN_KEY is there twice: list each key once, the newest first");
}

#[test]
fn fingerprints_tell_parts_purposes_and_keys_apart() {
    let vault = vault(&key(1));
    let print = vault.fingerprint("act.same", &["U1", "U2", "note"]);
    assert_eq!(print, vault.fingerprint("act.same", &["U1", "U2", "note"]));
    for other in [
        vault.fingerprint("ask.same", &["U1", "U2", "note"]),
        vault.fingerprint("act.same", &["U1", "U2note"]),
        vault.fingerprint("act.same", &["U1U", "2", "note"]),
        vault.fingerprint("act.same", &["U1", "U2", "note", ""]),
        self::vault(&key(2)).fingerprint("act.same", &["U1", "U2", "note"]),
    ] {
        assert_ne!(print, other);
    }
    let with_old = self::vault(&format!("{},{}", key(1), key(2)));
    assert_eq!(print, with_old.fingerprint("act.same", &["U1", "U2", "note"]));
}

#[test]
fn debug_shows_no_bytes() {
    let vault = vault(&key(1));
    assert_eq!(format!("{vault:?}"), "Vault([1 keys hidden])");
    let sealed = Sealed::from(vault.seal("act.note", b"").expect("seals"));
    assert_eq!(format!("{sealed:?}"), "Sealed([45 bytes hidden])");
    assert_eq!(sealed.as_bytes().len(), sealed.clone().into_bytes().len());
}

#[test]
fn threads_share_a_vault() {
    fn shared<T: Send + Sync>(_: &T) {}
    let vault = vault(&key(1));
    shared(&vault);
    let sealed = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| vault.seal("act.note", b"same").expect("seals"))).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect::<Vec<_>>()
    });
    assert_ne!(sealed[0], sealed[1]);
}

fn load(setting: Option<&str>, database: &Path, seed: u64) -> Result<(Vault, KeyOrigin), VaultError> {
    Vault::load_or_make(setting, database, rng(seed))
}

#[test]
fn a_setting_wins_over_the_key_file() {
    let folder = tempfile::tempdir().expect("folder");
    let database = folder.path().join("goodturn.db");
    let (_, origin) = load(Some(&key(1)), &database, 2).expect("a good setting");
    assert_eq!(origin, KeyOrigin::Setting);
    assert!(!folder.path().join("goodturn.db.key").exists());
}

#[test]
fn a_missing_key_file_is_made_once_and_read_afterwards() {
    let folder = tempfile::tempdir().expect("folder");
    let database = folder.path().join("goodturn.db");
    let path = folder.path().join("goodturn.db.key");
    let (first, origin) = load(None, &database, 1).expect("makes");
    assert_eq!(origin, KeyOrigin::Made(path.clone()));
    let sealed = first.seal("act.note", b"hello").expect("seals");
    let (second, origin) = load(None, &database, 2).expect("reads");
    assert_eq!(origin, KeyOrigin::File(path));
    assert_eq!(second.open("act.note", &sealed).expect("opens"), b"hello");
    let names = std::fs::read_dir(folder.path()).expect("folder").count();
    assert_eq!(names, 1, "no draft is left");
}

#[test]
fn a_lost_key_file_stays_lost_however_often_one_starts() {
    let folder = tempfile::tempdir().expect("folder");
    let database = folder.path().join("goodturn.db");
    std::fs::write(&database, b"SQLite format 3").expect("writes");
    for start in 1..=2 {
        let sentence = load(None, &database, start).expect_err("the key is gone").to_string();
        assert!(sentence.contains("goodturn.db.key") && sentence.contains("GOODTURN_KEY"), "{sentence}");
        assert!(!Vault::has_key_file(&database), "no key is made beside a database that has another one");
    }
    assert!(load(Some(&key(1)), &database, 3).is_ok(), "a set key needs no file");
    std::fs::write(&database, b"").expect("writes");
    assert!(load(None, &database, 4).is_ok(), "an empty file holds nothing yet");
}

#[test]
fn processes_that_start_together_agree_on_one_key() {
    let folder = tempfile::tempdir().expect("folder");
    let database = folder.path().join("goodturn.db");
    let vaults = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|seed| {
                let database = &database;
                scope.spawn(move || load(None, database, seed).expect("makes or reads"))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect::<Vec<_>>()
    });
    let made = vaults.iter().filter(|(_, origin)| matches!(origin, KeyOrigin::Made(_)));
    assert_eq!(made.count(), 1);
    let sealed = vaults[0].0.seal("act.note", b"hello").expect("seals");
    for (vault, _) in &vaults {
        assert_eq!(vault.open("act.note", &sealed).expect("opens"), b"hello");
    }
}

#[test]
fn a_key_file_without_a_key_is_refused() {
    let folder = tempfile::tempdir().expect("folder");
    let database = folder.path().join("goodturn.db");
    load(None, &database, 1).expect("makes");
    let path = folder.path().join("goodturn.db.key");
    std::fs::write(&path, "").expect("writes");
    let sentence = load(None, &database, 1).expect_err("no key in it").to_string();
    assert!(sentence.contains("goodturn.db.key is not usable: there is no key"));
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().expect("folder");
    let database = folder.path().join("missing").join("goodturn.db");
    let sentence = load(None, &database, 1).expect_err("no folder").to_string();
    assert!(sentence.starts_with("cannot make the key file "));
    assert!(sentence.ends_with("or set GOODTURN_KEY"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_the_key_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    let database = folder.path().join("goodturn.db");
    load(None, &database, 1).expect("makes");
    let path = folder.path().join("goodturn.db.key");
    let mode = std::fs::metadata(&path).expect("there").permissions().mode();
    assert_eq!(mode & 0o7777, 0o600);
    for mode in [0o640, 0o604, 0o620] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("ours");
        let sentence = load(None, &database, 1).expect_err("open").to_string();
        assert!(sentence.contains(&format!("on this machine (mode {mode:04o}): run `chmod 600`")));
    }
}
