# The weekly reminder. Its first lines name nobody, because a locked phone may show them.

reminder-text = Your note from Goodturn
reminder-opening = *A quiet moment to get back in touch*
reminder-opening-known = { $count ->
    [one] *Somebody you know in another team*
   *[other] *People you know in other teams*
}
reminder-opening-asks = *Something you asked for a while ago*
nudge-who = *{ $person }*
nudge-who-team = *{ $person }* in { $team }
their-team = their team
reason-several-weeks = You were in touch in several weeks of the past year, and it has been quiet since { $month }.
reason-lately-close = You were in touch often until { $month }; since then it has been quiet.
reason-team-busy = You are dealing with { $team } a good deal these weeks, and the two of you have been quiet since { $month }.
reason-you-helped = You helped them in { $month }, and it has been quiet since.
reason-they-helped = They helped you in { $month }, and it has been quiet since.
reason-you-asked = You asked them for something in { $month }, and it has been quiet since.
reason-were-in-touch = You were in touch in { $month }, and it has been quiet since.
reason-tended = They are on your list of people to stay in touch with, and it has been quiet since { $month }.
reason-tended-lately = They are on your list of people to stay in touch with, and it has been quiet for a while.
reason-tended-new = You put them on your list in { $month }, to keep in touch.
reason-said-deal = You named them in { $month }, when I asked whom you know in other teams.
reason-boundary = They are in { $team }, the team you wanted to get to know, and it has been quiet since { $month }.
reason-introduced = You met through an introduction in { $month }, and it has been quiet for a while.
reason-you-introduced = You introduced them to a colleague in { $month }, and the two of you have been quiet for a while.
reason-they-introduced = They introduced you to a colleague in { $month }, and the two of you have been quiet for a while.
reason-ask-done = They came through on something you asked in { $month }, and it has been quiet since.
reason-each-other = You have helped each other before, and it has been quiet since { $month }.
reason-only-one = They are the one person in { $team } you have told me about, and it has been quiet since { $month }.
reason-team-quiet = It has been quiet with everybody in { $team } you have told me about; the two of you were last in touch in { $month }.
reason-last-in-team = Of those you know in { $team }, they were the last you were in touch with, in { $month }.
reason-long-ago = You were last in touch in { $month }, a good while ago.
button-in-touch = We've been in touch
button-not-this-week = Not this week
button-not-this-person = Not this person
answered-in-touch = Good. I've noted that you have been in touch.
answered-not-this-week = Of course. Not this week.
answered-not-this-person = Of course. I won't name them to you again.

ask-line = You asked { $person } { $when }:
ask-how = How did it go?
button-helped = They helped
button-not-yet = Not yet
button-let-go = Let it go
ask-answered = Good to hear. Kept as help you received, for your eyes only.
ask-waiting = Of course. It stays open, and I leave it be for a few weeks.
ask-let-go = Of course. It is closed.
ask-taken-back = You took this ask back. None of it is left.

button-rest = Rest…
button-record = Anything to add from last week?
button-habit = I have the habit now
reminder-ended = Thank you for keeping these ties warm. No more notes will come; `/goodturn back` brings them back whenever you like.
reminder-resting = Of course. You are resting; `/goodturn back` brings the notes back.
reminder-resting-until = Of course. You are resting until { $until }; `/goodturn back` ends the rest sooner.
reminder-footer = Only you see this. `/gave` and `/asked` record what happens in between; `/goodturn leave` ends these notes.
