//! The manifest against Slack's own schema, and against what the bot really calls and handles: no scope too many, none missing.

use std::collections::BTreeSet;
use std::path::PathBuf;

use goodturn::slack::manifest::{COMMANDS, EVENTS, Reach, manifest, scopes};
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use syn::visit::Visit;

use crate::support::{Harness, Need};

/// Scopes for calls that are yet to come, each with the method that will need it. A scope whose call is there must go from here.
const AHEAD: &[(&str, &str)] = &[];

/// Scopes that no method asks for: they stand for a feature.
const OF_FEATURES: &[(&str, &str)] = &[("commands", "slash commands and shortcuts")];

pub fn trials(cx: &Harness) -> Vec<Trial> {
    vec![
        cx.need(Need::SlackReference, cx.plain("manifest::slack_takes_it", schema)),
        cx.need(Need::SlackReference, cx.plain("manifest::scopes_are_what_the_calls_need", scopes_needed)),
        cx.plain("manifest::events_are_what_is_handled", events_handled),
        cx.plain("manifest::commands_are_what_is_handled", commands_handled),
        cx.plain("manifest::an_address_is_in_it_only_where_slack_calls", || {
            addresses();
            Ok(())
        }),
    ]
}

fn reference() -> Result<PathBuf, Failed> {
    Ok(Need::SlackReference.program()?)
}

fn read(path: &str) -> Result<Value, Failed> {
    let path = reference()?.join(path);
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_str(&text)?)
}

fn http() -> Reach {
    Reach::Http("https://goodturn.example.com/slack-bot/".parse().expect("an address"))
}

fn schema() -> Result<(), Failed> {
    for version in ["1.0.0", "2.0.0"] {
        let mut compiler = boon::Compiler::new();
        compiler.set_default_draft(boon::Draft::V7);
        let mut told = read(&format!("manifest.schema.{version}.json"))?;
        drop_lookarounds(&mut told);
        compiler.add_resource("manifest.json", told).map_err(|error| error.to_string())?;
        let mut schemas = boon::Schemas::new();
        let schema = compiler.compile("manifest.json", &mut schemas).map_err(|error| format!("{error:#}"))?;
        for (reach, field) in [(Reach::Socket, false), (Reach::Socket, true), (http(), false), (http(), true)] {
            let manifest = manifest(&reach, field);
            schemas.validate(&manifest, schema).map_err(|error| format!("{version}: {error}"))?;
            let mut wrong = manifest;
            wrong["features"]["slash_commands"][0]["command"] = json!("no slash");
            assert!(schemas.validate(&wrong, schema).is_err(), "the schema can refuse");
        }
    }
    Ok(())
}

/// Takes out patterns that look around, which Rust's regular expressions don't: they are about lists of domains, and we name none.
fn drop_lookarounds(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("pattern").and_then(Value::as_str).is_some_and(|pattern| pattern.contains("(?!")) {
                fields.remove("pattern");
            }
            fields.values_mut().for_each(drop_lookarounds);
        }
        Value::Array(all) => all.iter_mut().for_each(drop_lookarounds),
        _ => {}
    }
}

/// Text literals in a source file that `wanted` takes.
struct Literals<'a> {
    wanted: &'a dyn Fn(&str) -> bool,
    found: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Literals<'_> {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        if (self.wanted)(&literal.value()) {
            self.found.insert(literal.value());
        }
    }
}

fn literals(folder: &str, wanted: &dyn Fn(&str) -> bool) -> Result<BTreeSet<String>, Failed> {
    let mut literals = Literals { wanted, found: BTreeSet::new() };
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files: Vec<PathBuf> = if root.is_dir() {
        std::fs::read_dir(&root)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?
    } else {
        vec![root]
    };
    // The pace names methods that are not called (yet).
    for file in files.iter().filter(|file| !file.ends_with("pace.rs") && file.extension().is_some_and(|extension| extension == "rs")) {
        literals.visit_file(&syn::parse_file(&std::fs::read_to_string(file)?)?);
    }
    Ok(literals.found)
}

/// The methods that the client names: two or more words with dots, as in `users.profile.get`.
fn methods() -> Result<BTreeSet<String>, Failed> {
    let folder = reference()?.join("docs.slack.dev/methods");
    literals("src/slack/client", &|text| {
        text.contains('.') && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.') && folder.join(format!("{text}.json")).is_file()
    })
}

fn scopes_needed() -> Result<(), Failed> {
    let called = methods()?;
    assert!(called.contains("users.profile.get") && called.contains("chat.postMessage"), "the calls are found: {called:?}");
    let asked: BTreeSet<&str> = scopes(true).into_iter().collect();
    let mut used: BTreeSet<String> = BTreeSet::new();
    for method in &called {
        let told = read(&format!("docs.slack.dev/methods/{method}.json"))?;
        let any_of: Vec<String> = serde_json::from_value(told.pointer("/scope/bot").cloned().unwrap_or_else(|| json!([])))?;
        let enough: Vec<&String> = any_of.iter().filter(|scope| asked.contains(scope.as_str())).collect();
        assert!(any_of.is_empty() || !enough.is_empty(), "{method} needs one of {any_of:?}");
        used.extend(enough.into_iter().cloned());
    }
    for event in EVENTS {
        let told = read(&format!("events/{event}.json"))?;
        let any_of: Vec<String> = serde_json::from_value(told["scopes"].clone())?;
        assert!(any_of.is_empty() || any_of.iter().any(|scope| asked.contains(scope.as_str())), "{event} needs one of {any_of:?}");
        assert!(told["APIs"].as_array().is_some_and(|apis| apis.contains(&json!("Events"))), "{event} comes as an event");
    }
    for scope in asked {
        let ahead = AHEAD.iter().find(|(one, _)| *one == scope);
        assert!(ahead.is_none_or(|(_, method)| !called.contains(*method)), "{scope} is used now: take it from the list of what is to come");
        let known = ahead.is_some() || used.contains(scope) || OF_FEATURES.iter().any(|(one, _)| *one == scope);
        assert!(known, "nothing that the bot calls needs {scope}");
        assert!(!scope.contains("history") && scope != "files:read" && scope != "dnd:read", "{scope} was promised never to be asked for");
    }
    assert!(!scopes(false).contains(&"users.profile:read"), "only where a field is a source");
    Ok(())
}

/// The texts that a function's `match` compares with.
struct Arms(BTreeSet<String>);

impl<'ast> Visit<'ast> for Arms {
    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let mut literals = Literals { wanted: &|text| !text.starts_with("/tokens"), found: BTreeSet::new() };
        literals.visit_pat(&arm.pat);
        self.0.extend(literals.found);
    }
}

/// The texts that the `match` of a file's function `run` tells apart.
fn told_apart(file: &str) -> Result<BTreeSet<String>, Failed> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
    let source = syn::parse_file(&std::fs::read_to_string(path)?)?;
    let run = source.items.iter().find_map(|item| match item {
        syn::Item::Fn(function) if function.sig.ident == "run" => Some(function),
        _ => None,
    });
    let mut arms = Arms(BTreeSet::new());
    arms.visit_item_fn(run.ok_or("no function `run`")?);
    Ok(arms.0)
}

fn events_handled() -> Result<(), Failed> {
    let handled = told_apart("src/slack/event.rs")?;
    assert_eq!(handled, EVENTS.iter().map(|event| (*event).to_owned()).collect(), "what is handled is subscribed, and the reverse");
    Ok(())
}

fn commands_handled() -> Result<(), Failed> {
    let handled = told_apart("src/slack/command/mod.rs")?;
    assert_eq!(handled, COMMANDS.iter().map(|(name, _, _)| (*name).to_owned()).collect());
    Ok(())
}

fn addresses() {
    let socket = manifest(&Reach::Socket, false);
    assert!(!socket.to_string().contains("url"), "{socket}");
    assert_eq!(socket["settings"]["socket_mode_enabled"], json!(true));
    let http = manifest(&http(), false);
    assert_eq!(http["settings"]["socket_mode_enabled"], json!(false));
    assert_eq!(http["settings"]["event_subscriptions"]["request_url"], json!("https://goodturn.example.com/slack-bot/slack/events"));
    assert_eq!(http["features"]["slash_commands"][2]["url"], json!("https://goodturn.example.com/slack-bot/slack/commands"));
    assert_eq!(http["features"]["app_home"]["messages_tab_read_only_enabled"], json!(true));
}
