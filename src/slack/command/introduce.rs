//! `/goodturn introduce @ana @tom customer quotes`; a bare one opens its form.

use super::Said;
use super::parse::people_and_note;
use crate::app::Result;
use crate::app::introduce::Introduce;
use crate::app::name_people::Named;
use crate::domain::note::Note;
use crate::slack::form;
use crate::slack::inbound::Command;
use crate::slack::router::Router;
use crate::slack::view;
use crate::text::Lang;

/// Words that people put between the two: "@ana to @tom".
const BETWEEN_THE_TWO: &[&str] = &["to", "with", "mit"];

/// What people begin the reason with; it reads as well without.
const BEFORE_WHY: &[char] = &[':', ',', '-', '–', ' '];

pub(super) async fn run(router: &Router, command: Command, rest: &str, lang: Lang) -> Result<Said> {
    if rest.is_empty() {
        return Ok(form::introduce::blank(router, lang, command.response_url.as_deref()).into());
    }
    let (named, why) = two_and_why(rest);
    let taken = router.app.introduce(Introduce { by: command.by, named, why }).await?;
    Ok(view::introduction::taken(&router.text.words(lang), &taken).into())
}

/// Whom the text names at its beginning, and what is left.
fn two_and_why(text: &str) -> (Named, Note) {
    let (mut named, mut why) = people_and_note(text);
    let (first, more) = why.as_str().split_once(' ').unwrap_or((why.as_str(), ""));
    if named.ids.len() + named.names.len() == 1 && BETWEEN_THE_TWO.contains(&first.to_lowercase().as_str()) {
        let (second, rest) = people_and_note(more);
        named.ids.extend(second.ids);
        named.names.extend(second.names);
        why = rest;
    }
    let bare = why.as_str().trim_start_matches(BEFORE_WHY);
    (named, Note::new(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_and_the_reason_are_read_as_people_type_them() {
        for text in [
            "<@U1> <@U2> customer quotes",
            "<@U1> to <@U2>: customer quotes",
            "<@U1> and <@U2>, customer quotes",
            "<@U1> mit <@U2> customer quotes",
        ] {
            let (named, why) = two_and_why(text);
            assert_eq!((named.ids.len(), why.as_str()), (2, "customer quotes"), "{text}");
        }
        let (named, why) = two_and_why("@ana @tom to save time");
        assert_eq!((named.names, why.as_str()), (vec!["ana".to_owned(), "tom".to_owned()], "to save time"));
    }
}
