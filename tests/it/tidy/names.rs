//! What a source names: paths of code, of `use` trees and inside macros, with their lines.
//! The other checks ask this list, so that none of them reads syntax by itself.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{
    Attribute, Expr, File, ItemFn, ItemImpl, ItemMod, ItemUse, Macro, Meta, UseTree,
    visit::{self, Visit},
};

use super::{Finding, Source};

/// A path that the source names, or a mark: `.await`, `.unwrap`, `async`, `todo!`, `#allow`.
#[derive(Debug)]
pub struct Name {
    /// Its parts; a glob ends with `*`. Marks have one part.
    pub segments: Vec<String>,
    /// Where it starts.
    pub line: usize,
    /// How many inline modules are around it.
    pub depth: usize,
    /// Whether only tests are built with it.
    pub test: bool,
}

impl Name {
    /// Whether its first parts are these.
    pub fn starts_with(&self, parts: &[&str]) -> bool {
        self.segments.len() >= parts.len() && self.segments.iter().zip(parts).all(|(own, part)| own == part)
    }

    /// The whole path.
    pub fn text(&self) -> String {
        self.segments.join("::")
    }
}

/// Every name in a source; a source that is no Rust gives a finding.
pub fn names(source: &Source) -> Result<Vec<Name>, Finding> {
    let file = parse(source)?;
    let mut reader = Reader { names: Vec::new(), depth: 0, tests: usize::from(is_test_file(&source.path)) };
    reader.visit_file(&file);
    Ok(reader.names)
}

/// The syntax tree of a source.
pub fn parse(source: &Source) -> Result<File, Finding> {
    let failed = |error: syn::Error| source.finding(error.span().start().line, format!("does not parse: {error}"));
    syn::parse_file(&source.text).map_err(failed)
}

/// Applies a rule to the names of each source.
pub fn each(sources: &[Source], rule: impl Fn(&Source, &Name) -> Option<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        match names(source) {
            Ok(names) => {
                findings.extend(names.iter().filter_map(|name| rule(source, name).map(|what| source.finding(name.line, what))));
            }
            Err(finding) => findings.push(finding),
        }
    }
    findings.sort();
    findings.dedup();
    findings
}

/// Whether a path is the module `module` (`src/store` is `src/store.rs` and all below `src/store/`).
pub fn is_in(path: &str, module: &str) -> bool {
    let rest = path.strip_prefix(module);
    rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
}

fn is_test_file(path: &str) -> bool {
    let folder = ["tests/", "benches/", "examples/", "standin/tests/"].iter().any(|folder| path.starts_with(folder));
    folder || path.contains("/tests/") || path.ends_with("/tests.rs")
}

struct Reader {
    names: Vec<Name>,
    depth: usize,
    tests: usize,
}

impl Reader {
    fn push(&mut self, segments: Vec<String>, line: usize) {
        self.names.push(Name { segments, line, depth: self.depth, test: self.tests > 0 });
    }

    fn mark(&mut self, mark: impl Into<String>, line: usize) {
        self.push(vec![mark.into()], line);
    }

    fn within(&mut self, attributes: &[Attribute], visit: impl FnOnce(&mut Self)) {
        let test = usize::from(attributes.iter().any(is_for_tests));
        self.tests += test;
        visit(self);
        self.tests -= test;
    }

    fn tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |part: String| before.iter().cloned().chain([part]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.tree(&path.tree, &with(path.ident.to_string())),
            UseTree::Name(name) => {
                self.push(with(name.ident.to_string()), name.ident.span().start().line);
            }
            UseTree::Rename(name) => {
                self.push(with(name.ident.to_string()), name.ident.span().start().line);
            }
            UseTree::Glob(glob) => {
                self.push(with("*".to_owned()), glob.star_token.span.start().line);
            }
            UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(item, before)),
        }
    }

    /// Paths and marks of tokens that nobody has parsed: the inside of macros and attributes.
    fn tokens(&mut self, tokens: TokenStream, before: &[String]) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = match &tokens[at] {
                TokenTree::Ident(_) => self.path_at(&tokens, at, before),
                TokenTree::Group(group) => {
                    self.tokens(group.stream(), &[]);
                    at + 1
                }
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    self.attribute_at(tokens.get(at + 1));
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    /// Reads `a::b::{…}` from the identifier at `at`, and says where to go on.
    fn path_at(&mut self, tokens: &[TokenTree], mut at: usize, before: &[String]) -> usize {
        let (start, line) = (at, tokens[at].span().start().line);
        let mut segments = before.to_vec();
        while let Some(TokenTree::Ident(ident)) = tokens.get(at) {
            segments.push(ident.to_string());
            at += 1;
            if !(is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')) {
                break;
            }
            at += 2;
        }
        if let Some(TokenTree::Group(group)) = tokens.get(at)
            && group.delimiter() == Delimiter::Brace
            && is_punct(tokens.get(at - 1), ':')
        {
            self.tokens(group.stream(), &segments);
            return at + 1;
        }
        let last = segments.last().cloned().unwrap_or_default();
        let dotted = start > 0 && is_punct(tokens.get(start - 1), '.');
        match (last.as_str(), tokens.get(at)) {
            ("async", _) => self.mark("async", line),
            ("await", _) if dotted => self.mark(".await", line),
            ("unwrap", Some(TokenTree::Group(group))) if dotted && group.stream().is_empty() => {
                self.mark(".unwrap", line);
            }
            (_, Some(TokenTree::Punct(punct))) if punct.as_char() == '!' && punct.spacing() == Spacing::Alone => {
                self.mark(format!("{last}!"), line);
            }
            _ => {}
        }
        self.push(segments, line);
        at
    }

    fn attribute_at(&mut self, next: Option<&TokenTree>) {
        if let Some(TokenTree::Group(group)) = next
            && group.delimiter() == Delimiter::Bracket
            && let Some(TokenTree::Ident(ident)) = group.stream().into_iter().next()
        {
            self.mark(format!("#{ident}"), ident.span().start().line);
        }
    }
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let inline = usize::from(item.content.is_some());
        self.depth += inline;
        self.within(&item.attrs, |reader| visit::visit_item_mod(reader, item));
        self.depth -= inline;
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.within(&item.attrs, |reader| visit::visit_item_fn(reader, item));
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        self.within(&item.attrs, |reader| visit::visit_item_impl(reader, item));
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.within(&item.attrs, |reader| {
            item.attrs.iter().for_each(|attribute| reader.visit_attribute(attribute));
            reader.tree(&item.tree, &[]);
        });
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            let segments = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            self.push(segments, first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast Macro) {
        if let Some(last) = item.path.segments.last() {
            self.mark(format!("{}!", last.ident), last.ident.span().start().line);
        }
        self.tokens(item.tokens.clone(), &[]);
        visit::visit_macro(self, item);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let line = attribute.pound_token.span.start().line;
        if let Some(ident) = attribute.path().get_ident() {
            self.mark(format!("#{ident}"), line);
        }
        if let Meta::List(list) = &attribute.meta {
            let conditional = list.path.is_ident("cfg_attr");
            let inner = list.tokens.clone().into_iter().filter_map(|token| match token {
                TokenTree::Ident(ident) if conditional => Some(format!("#{ident}")),
                _ => None,
            });
            inner.for_each(|mark| self.mark(mark, line));
            self.tokens(list.tokens.clone(), &[]);
        }
        visit::visit_attribute(self, attribute);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        if let Some(token) = &signature.asyncness {
            self.mark("async", token.span.start().line);
        }
        visit::visit_signature(self, signature);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Async(block) => self.mark("async", block.async_token.span.start().line),
            Expr::Closure(closure) => {
                if let Some(token) = &closure.asyncness {
                    self.mark("async", token.span.start().line);
                }
            }
            Expr::Await(wait) => self.mark(".await", wait.await_token.span.start().line),
            Expr::MethodCall(call) if call.method == "unwrap" && call.args.is_empty() => {
                self.mark(".unwrap", call.method.span().start().line);
            }
            _ => {}
        }
        visit::visit_expr(self, expr);
    }
}

fn is_for_tests(attribute: &Attribute) -> bool {
    let is_test = attribute.path().segments.last().is_some_and(|segment| segment.ident == "test");
    let cfg = attribute.path().is_ident("cfg") && matches!(&attribute.meta, Meta::List(list) if list.tokens.to_string() == "test");
    is_test || cfg
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}
