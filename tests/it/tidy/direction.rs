//! Who may import whom: the map of the house, as a table that sources are held against.
//! Imports run one way, so that a part can be understood without the parts above it.

use super::{Check, Finding, Sample, Source, files, names, names::Name};

/// What a module may name of this crate besides itself.
enum May {
    /// These modules.
    Name(&'static [&'static str]),
    /// Everything: the parts are joined here.
    All,
}

/// Each top-level module of `src/`, and the modules that it may name.
const TABLE: &[(&str, May)] = &[
    ("domain", May::Name(&[])),
    ("clock", May::Name(&[])),
    ("vault", May::Name(&[])),
    ("config", May::Name(&[])),
    ("telemetry", May::Name(&[])),
    ("text", May::Name(&["domain"])),
    ("render", May::Name(&["domain"])),
    ("store", May::Name(&["domain", "vault"])),
    ("app", May::Name(&["domain", "clock", "store", "telemetry"])),
    ("slack", May::Name(&["domain", "clock", "text", "app", "telemetry"])),
    ("worker", May::Name(&["domain", "clock", "app", "slack", "text", "render", "telemetry"])),
    ("demo", May::All),
    ("cli", May::All),
];

/// Files where all parts meet.
const ROOTS: [&str; 2] = ["src/lib.rs", "src/main.rs"];

/// Imports run one way.
pub const IMPORTS: Check = Check { name: "imports_run_one_way", over: || files::below("src", "rs"), find: imports, samples };

fn imports(sources: &[Source]) -> Vec<Finding> {
    let inside: Vec<Source> = sources.iter().filter(|source| !ROOTS.contains(&source.path.as_str())).cloned().collect();
    let mut findings: Vec<Finding> = inside.iter().filter_map(unknown_module).collect();
    findings.extend(names::each(&inside, |source, name| {
        let module = module_path(&source.path);
        let own = module.first()?;
        let target = target(name, module.len())?;
        let (_, may) = TABLE.iter().find(|(module, _)| module == own)?;
        let allowed = match may {
            May::All => true,
            May::Name(modules) => target == *own || modules.contains(&target),
        };
        (!allowed).then(|| format!("`{own}` may not name `{target}` (`{}`)", name.text()))
    }));
    findings
}

fn unknown_module(source: &Source) -> Option<Finding> {
    let module = module_path(&source.path);
    let own = module.first().copied().unwrap_or_default();
    let known = TABLE.iter().any(|(module, _)| *module == own);
    (!known).then(|| source.finding(1, format!("`{own}` is not in the table of modules")))
}

/// `src/store/db.rs` is `store`, `db`; `src/store/mod.rs` is `store`.
fn module_path(path: &str) -> Vec<&str> {
    let path = path.strip_prefix("src/").unwrap_or(path);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').collect()
}

/// The top-level module that a name leads to, or `None` if it stays below or leaves the crate.
fn target(name: &Name, file_depth: usize) -> Option<&str> {
    let mut parts = name.segments.iter().map(String::as_str).peekable();
    while parts.next_if_eq(&"self").is_some() {}
    let first = *parts.peek()?;
    if first == "crate" || first == "goodturn" {
        parts.next();
        return parts.next();
    }
    let mut up = 0;
    while parts.next_if_eq(&"super").is_some() {
        up += 1;
    }
    // A `super` inside of an inline module climbs out of that first.
    if up > 0 && up >= file_depth + name.depth { parts.next() } else { None }
}

fn samples() -> Vec<Sample> {
    let store = |text: &str, expected: &[&'static str]| Sample::one("src/store/acts.rs", text, expected);
    vec![
        store("use crate::app;\n", &["src/store/acts.rs:1"]),
        store("use crate::{\n    domain::act::Act,\n    app::Verb,\n};\n", &["src/store/acts.rs:3"]),
        store("use crate::*;\n", &["src/store/acts.rs:1"]),
        store("use super::super::app::Verb;\n", &["src/store/acts.rs:1"]),
        store("fn a() {\n    let b = crate::app::verb();\n}\n", &["src/store/acts.rs:2"]),
        store("fn a() {\n    log!(x = %crate::slack::verb());\n}\n", &["src/store/acts.rs:2"]),
        store("fn a(b: crate::clock::Clock) -> goodturn::app::X {}\n", &["src/store/acts.rs:1"]),
        store("mod a {\n    use super::super::super::app::Verb;\n}\n", &["src/store/acts.rs:2"]),
        store("use crate::{domain::Act, vault};\nuse super::db::Db;\npub(crate) use self::rows::Row;\n", &[]),
        store("mod a {\n    use super::super::db::Db;\n}\n", &[]),
        Sample::one("src/domain/act.rs", "use crate::domain::ids::Id;\n", &[]),
        Sample::one("src/domain/act.rs", "use crate::clock::Clock;\n", &["src/domain/act.rs:1"]),
        Sample::one("src/clock.rs", "use super::config::Section;\n", &["src/clock.rs:1"]),
        Sample::one("src/helpers.rs", "", &["src/helpers.rs:1"]),
        Sample::one("src/cli/serve.rs", "use crate::{app, store, slack};\n", &[]),
        Sample::one("src/lib.rs", "pub use crate::app::Verb;\n", &[]),
    ]
}
