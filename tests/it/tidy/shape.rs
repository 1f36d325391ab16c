//! The shape of a source: it says what it is for, and neither it nor a function of it is long.
//! Short files with a first sentence are what makes a stranger find the place.

use syn::{
    Block, ImplItemFn, ItemFn, TraitItemFn,
    visit::{self, Visit},
};

use super::{Check, Finding, Sample, Source, files, names};

/// Lines of a file: more than one sitting's reading.
const FILE_LINES_MAX: usize = 400;

/// Lines between the braces of a function: more than one screen.
const FUNCTION_LINES_MAX: usize = 60;

/// Every file opens with what it is for.
pub const HEADERS: Check = Check {
    name: "every_file_says_what_it_is_for",
    over: files::rust,
    find: headers,
    samples: || {
        vec![
            Sample::one("src/a.rs", "// hello\n//! Too late.\n", &["src/a.rs:1"]),
            Sample::one("src/a.rs", "//!\nfn a() {}\n", &["src/a.rs:1"]),
            Sample::one("src/a.rs", "//! Says what it is.\n", &[]),
        ]
    },
};

/// No file is long.
pub const LENGTHS: Check = Check {
    name: "files_are_short",
    over: files::rust,
    find: lengths,
    samples: || {
        vec![
            Sample::one("src/a.rs", "\n".repeat(FILE_LINES_MAX + 1), &["src/a.rs:401"]),
            Sample::one("src/a.rs", "\n".repeat(FILE_LINES_MAX), &[]),
        ]
    },
};

/// No function is long.
pub const FUNCTIONS: Check = Check {
    name: "functions_are_short",
    over: files::rust,
    find: functions,
    samples: || {
        let function = |lines: usize| format!("impl A {{\n    fn long() {{\n{}    }}\n}}\n", "        one();\n".repeat(lines));
        vec![
            Sample::one("src/a.rs", function(FUNCTION_LINES_MAX + 1), &["src/a.rs:2"]),
            Sample::one("src/a.rs", function(FUNCTION_LINES_MAX), &[]),
            Sample::one("src/a.rs", "fn {", &["src/a.rs:1"]),
        ]
    },
};

fn headers(sources: &[Source]) -> Vec<Finding> {
    let silent = |source: &&Source| !source.text.lines().next().is_some_and(|line| line.starts_with("//! "));
    sources.iter().filter(silent).map(|source| source.finding(1, "opens without a sentence in `//!`")).collect()
}

fn lengths(sources: &[Source]) -> Vec<Finding> {
    let length = |source: &Source| {
        let lines = source.text.lines().count();
        let what = format!("{lines} lines, the limit is {FILE_LINES_MAX}");
        (lines > FILE_LINES_MAX).then(|| source.finding(FILE_LINES_MAX + 1, what))
    };
    sources.iter().filter_map(length).collect()
}

fn functions(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        match names::parse(source) {
            Ok(file) => {
                let mut lengths = Lengths { source, findings: &mut findings };
                lengths.visit_file(&file);
            }
            Err(finding) => findings.push(finding),
        }
    }
    findings
}

struct Lengths<'a> {
    source: &'a Source,
    findings: &'a mut Vec<Finding>,
}

impl Lengths<'_> {
    fn measure(&mut self, name: &syn::Ident, block: &Block) {
        let braces = block.brace_token.span;
        let lines = braces.close().start().line.saturating_sub(braces.open().start().line + 1);
        if lines > FUNCTION_LINES_MAX {
            let what = format!("`{name}` has {lines} lines, the limit is {FUNCTION_LINES_MAX}");
            self.findings.push(self.source.finding(name.span().start().line, what));
        }
    }
}

impl<'ast> Visit<'ast> for Lengths<'_> {
    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.measure(&item.sig.ident, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.measure(&item.sig.ident, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if let Some(block) = &item.default {
            self.measure(&item.sig.ident, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
