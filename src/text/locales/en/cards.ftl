# Team cards. A card is written by its team; everybody in the workspace may read it.

card-text = A team card
card-title = { $team }
card-none = This team has no card yet. Somebody in the team can write one with `/goodturn card`.
card-none-yours = Your team has no card yet. Write what others should know before they come to you; it takes five minutes.
card-protects = *What we protect*
card-front-door = *How to reach us*
card-words = *What we mean by our words*
card-quiet = *When we are best left alone*
card-struggles = *What we struggle with*
card-offers = *What we can help with*
card-edited = Last changed by { $person } { $when }.
card-show-asked = _You suggested this for the weekly post. One more person in your team has to agree._
card-show-wanted = _Somebody in your team suggested this for the weekly post._
card-show-agreed = _May be shown in the weekly post._
button-card-edit = Edit the card
button-card-show = Show in the weekly post
button-card-agree = Yes, show it
button-card-hide = Don't show it
card-ask-front-door = *How to reach { $team }:* { $text }
card-ask-protects = *What { $team } protects:* { $text }

quiet-day = { $day }
quiet-days = { $from } to { $to }
quiet-yearly-day = { $day }, every year
quiet-yearly = { $from } to { $to }, every year
quiet-month-ends = { $days ->
    [one] the last working day of the month
   *[other] the last { $days } working days of the month
}
quiet-month-begins = { $days ->
    [one] the first working day of the month
   *[other] the first { $days } working days of the month
}
quiet-weekly = every { $weekday }

overlap-text = Where your team's card meets others'
overlap-title = Where our cards meet
overlap-none = No other card meets yours yet. The more teams write one, the more you will find here.
overlap-how = Found by the words that the cards share. A conversation finds out more.
overlap-both = *{ $team } and you can help each other*
overlap-we = *You could help { $team }*
overlap-they = *{ $team } could help you*
overlap-we-line = • They struggle with “{ $struggle }”, you can help with “{ $offer }”.
overlap-they-line = • You struggle with “{ $struggle }”, they can help with “{ $offer }”.

card-form-title = Our team card
card-form-submit = Save
card-form-who = The card of *{ $team }*. Everybody in the workspace can read it and see who changed it last.
card-form-protects = What do we protect?
card-hint-protects = Time without meetings, a way of working, a standard we hold.
card-form-front-door = How should people reach us?
card-hint-front-door = A channel, an hour, a form; whom to ask first.
card-form-struggles = What do we struggle with?
card-hint-struggles = One per line, five at most.
card-form-offers = What can we help with?
card-hint-offers = One per line, five at most.
card-form-quiet = When are we best left alone?
card-hint-quiet = One per line: “last three working days of the month”, “20 Dec to 6 Jan”, “Fridays”.
card-form-words = Which of our words mean something else elsewhere?
card-hint-words = “Done” means live and measured.
card-flaw-too-long = That is more than { $most } characters. Shorten it a little.
card-flaw-too-many = { $most } lines at most. Keep the ones that matter most now.
card-flaw-line-too-long = One line is longer than { $most } characters. Shorten it a little.
card-flaw-unreadable = I could not read “{ $line }”. Write it like “last three working days of the month”, “20 Dec to 6 Jan” or “Fridays”; three months at most.
card-flaw-empty = Fill in at least one of these.
card-flaw-overtaken = Somebody else in your team changed the card in the meantime. Copy what you wrote, close this, and open the card again to see theirs.

refused-unknown-team = I know no team called { $name }. Type it as it appears in your company's list, as in `/goodturn card Finance`.
refused-own-team-unknown = I don't know your team yet. Type `/goodturn team` and its name first.
refused-no-own-card = Your team has no card yet, so there is nothing to compare. Write one with `/goodturn card`.
refused-not-of-the-team = Only people in that team can change its card.
form-refused-not-of-the-team = Only people in that team can change its card.
