# Recording: what was kept, its forms, edits and undo, and whose team is asked about. Seen only by the person who recorded.

entry-gave = You helped { $people } { $when }.
entry-received = { $count ->
   *[other] { $people } helped you { $when }.
}
entry-asked = You asked { $people } { $when }.
entry-asked-team = You asked { $team } { $when }.
kept = *Kept, for your eyes only.* { $what }
kept-ask = *Kept, for your eyes only.* { $what } You'll find it in Goodturn's Home, under “Open asks”.
changed-text = Changed, for your eyes only.
changed = *Changed, for your eyes only.* { $what }
already-kept = *You recorded this moments ago.* { $what } Nothing was added.
thanks-draft = A first line to thank them, if you like: _Thanks again for your help. I'd have been stuck a good while longer without you._
button-edit = Edit
button-change-day = Change the day
button-fill = Open the form

undone-lately-text = Taken back. None of it is left.
undone-lately = *Taken back, and none of it is left:* { $what }
nothing-lately = You recorded nothing in the last hour, so there is nothing to take back. What you recorded earlier is in Goodturn's Home.

refused-not-yet = { $lead } that day is still to come. Name today or an earlier day.
refused-too-long-ago = { $lead } that is longer ago than I keep entries.
refused-people-or-team = { $lead } name people or one team, not both.
refused-entry-gone = That entry has been deleted in the meantime, so there is nothing to change.

form-refused-nobody = Choose the other person, or up to eight of them.
form-refused-self = You chose only yourself. Choose the other person.
form-refused-too-many = That is more than eight people. Keep it with fewer, or in two parts.
form-refused-bot = One of these is an app. Choose people only.
form-refused-guest = One of these people is a guest here, and Goodturn stays among colleagues. Choose somebody else.
form-refused-outsider = One of these people is from another company, and Goodturn stays among colleagues. Choose somebody else.
form-refused-not-yet = That day is still to come. Choose today or an earlier day.
form-refused-too-long-ago = That is longer ago than I keep entries. Choose a later day.
form-refused-people-or-team = Choose people or one team, not both.
form-refused-entry-gone = That entry has been deleted in the meantime, so there is nothing to change. Close this form; your words are still in it until then.
form-refused-team-name = Type the name of the team; eighty characters at most.

form-way = Who helped?
form-way-gave = I helped them
form-way-received = They helped me
form-link = Link to the message
form-edit-title = Edit what you recorded
form-edit-submit = Save
form-edit-long = What you wrote is longer than a form can hold, so it isn't shown here. Leave the field empty to keep it as it is, or write it anew.
form-asked-title = Note an ask
form-asked-submit = Note it
form-asked-who = Whom did you ask?
form-asked-team = Or which team?
form-asked-what = What did you ask for, in a few words?
form-done-title = Kept
form-undone-title = Taken back
form-group = Choose whom you mean in { $group }, eight at most.
form-group-unseen = I couldn't see who is in { $group }. Choose the people you mean, eight at most.
form-author-self = You wrote this message yourself. Choose the other person.
form-author-app = An app wrote this message. Choose the person it was about.
form-author-outside = A guest or somebody from another company wrote this message, and Goodturn stays among colleagues. Choose somebody else.

ask-team = { $team }
ask-team-unnamed = a team
form-helped-title = They helped
form-helped-submit = Record it
form-helped-who = Who was it?
form-helped-team = You asked { $team }.

whose-team = Which team is { $person } in? This is for your own use; nobody else sees it.
whose-team-menu = Choose a team
button-other-team = Another team
team-noted-text = Noted, for your own use.
team-noted = Noted, for your own use: { $person } is in { $team }.
form-team-title = Which team?
form-team-submit = Note it
form-team-name = The team's name
