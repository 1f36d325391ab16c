//! The weekly post to a channel: a line for each thing, the picture, one struggle, and how to join.

use std::collections::BTreeMap;

use slack_morphism::SlackFileId;
use slack_morphism::blocks::{SlackBlock, SlackFileIdOrUrl, SlackImageBlock, SlackImageUrlOrFile};

use super::blocks::{button, buttons, context, divider, header, section};
use super::{Rendered, actions};
use crate::domain::digest::Digest;
use crate::domain::digest::crowd::Label;
use crate::domain::ids::TeamId;
use crate::domain::note::Note;
use crate::text::{Mrkdwn, Words};

/// Puts a digest into blocks, with the uploaded file as its picture.
#[must_use]
pub fn digest(words: &Words<'_>, digest: &Digest, teams: &BTreeMap<TeamId, String>, file: Option<&str>) -> Rendered {
    let mut all = vec![header(&words.plain("digest-title", &[]))];
    let mut lines = named(words, digest);
    lines.extend(unnamed(words, digest, teams));
    if digest.first_meetings {
        lines.push(words.mrkdwn("digest-first-meetings", &[]));
    }
    if let Some(said) = lines.into_iter().reduce(|said, line| said.line(&line)) {
        all.push(section(&said));
    }
    if let Some(struggle) = &digest.struggle {
        let team = words.crowd(&Label::Team(struggle.team.clone()), teams);
        let asked = words.mrkdwn("digest-struggle", &[("team", team.into())]).line(&Mrkdwn::quote(&Note::plain(&struggle.text)));
        all.push(section(&asked.line(&words.mrkdwn("digest-struggle-how", &[]))));
    }
    if let (Some(bridges), Some(file)) = (&digest.bridges, file) {
        let shown = SlackImageUrlOrFile::SlackFile { slack_file: SlackFileIdOrUrl::Id { id: SlackFileId::new(file.to_owned()) } };
        all.push(SlackImageBlock::new(shown, words.bridges(bridges, teams).into_string()).into());
    }
    all.extend(how_to_join(words));
    Rendered::new(&words.plain("digest-text", &[]), &all)
}

/// One line for each introduction whose three people agreed.
fn named(words: &Words<'_>, digest: &Digest) -> Vec<Mrkdwn> {
    let line = |[broker, first, second]: &[crate::domain::ids::PersonId; 3]| {
        let person = |person| Mrkdwn::mention(person).into();
        words.mrkdwn("digest-named", &[("broker", person(broker)), ("first", person(first)), ("second", person(second))])
    };
    digest.introductions.iter().filter_map(|one| one.named.as_ref()).map(line).collect()
}

/// One line for each pair of crowds.
fn unnamed(words: &Words<'_>, digest: &Digest, teams: &BTreeMap<TeamId, String>) -> Vec<Mrkdwn> {
    let mut pairs: BTreeMap<&(Label, Label), i64> = BTreeMap::new();
    for one in digest.introductions.iter().filter(|one| one.named.is_none()) {
        *pairs.entry(&one.between).or_default() += 1;
    }
    let line = |((a, b), count): (&(Label, Label), i64)| {
        if *a == Label::Others {
            return words.mrkdwn("digest-unnamed-small", &[("count", count.into())]);
        }
        let [first, second] = words.pair(a, b, teams);
        words.mrkdwn("digest-unnamed", &[("count", count.into()), ("first", first.into()), ("second", second.into())])
    };
    pairs.into_iter().map(line).collect()
}

fn how_to_join(words: &Words<'_>) -> [SlackBlock; 3] {
    let join = button(actions::JOIN_OPEN, &words.plain("button-join", &[]), "digest");
    [divider(), context(&words.mrkdwn("digest-join", &[])), buttons(vec![join])]
}
