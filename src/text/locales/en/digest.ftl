# The weekly post to a channel, and the button that lets a first meeting be mentioned.

digest-text = New between teams
digest-title = New between teams
digest-named = { $broker } brought { $first } and { $second } together.
digest-unnamed = { $count ->
    [1] One new introduction between { $first } and { $second }.
    [2] Two new introductions between { $first } and { $second }.
   *[other] Several new introductions between { $first } and { $second }.
}
digest-unnamed-small = { $count ->
    [1] One new introduction between smaller teams.
    [2] Two new introductions between smaller teams.
   *[other] Several new introductions between smaller teams.
}
digest-first-meetings = Several people met somebody from another team for the first time.
digest-struggle = *{ $team }* could use a hand with this:
digest-struggle-how = If you know something that helps, tell them. A question is a good start too.
digest-other-teams = other teams
digest-and-other-teams = other teams
digest-picture-title = Bridges between teams
digest-picture-subtitle = Where several people were in touch in the last twelve weeks
digest-alt = Bridges between teams in the last twelve weeks.
digest-alt-team = { $team } with { $others }.
digest-alt-more = And others.
digest-join = Goodturn helps people keep in touch across teams, with one small useful act at a time. What you record is for your eyes only.
button-join = Join Goodturn

button-first-meeting = First meeting: may be mentioned, without names
first-meeting-kept = Thank you. The weekly post in the channel may mention it: without names, together with others, and in two weeks at the earliest. If you undo the entry, it is not mentioned.
no-first-meeting = That entry is gone, so there is nothing to mention.
