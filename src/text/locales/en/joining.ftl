# Joining: the post in a channel, the short form, and first steps.

joining-post-text = Goodturn helps you keep in touch across teams.
joining-post = *Keep in touch across teams by giving before asking.* Goodturn is here for anybody who would like that; nobody has to.
joining-what = *What is sent:* at most one short note a week, at an hour you choose. It names one or two colleagues in other teams it would be good to get back in touch with, says why, and suggests one small thing to do.
joining-who-sees = *Who sees what:* what you record, whom you name here and whom I name to you is for your eyes only. Nobody is told, not even managers or admins, and nobody keeps score.
joining-stop = *How to stop:* `/goodturn rest 2 weeks` pauses the notes, `/goodturn leave` ends them at once.
joining-skip = You can leave out anything below.
joining-without-form = The form could not be opened, so you joined with the usual settings. `/goodturn settings` changes them whenever you like.

form-join-title = Join Goodturn
form-join-submit = Join
form-joined-title = A few questions
form-joined-skip = Skip
form-join-save = Save
form-join-team = Which team are you in? Others may see this.
form-join-boundary = Which one other team would you like to learn about first?
form-join-contacts = Which people in other teams have you worked with lately? Up to ten. My notes may name them to you; they are not told.
form-contacts-title = Name somebody
form-contacts-who = Whom do you know there, or whom would you like to ask?
form-contacts-private = For your eyes only. They are not told.

invite-not-admin = Only admins can post the invitation. Anybody can join with `/goodturn join`, with or without it.
invite-no-channel = Type `/goodturn invite` in the channel where you want the invitation.
invite-not-there = I can't post here yet. Type `/invite @Goodturn` in this channel, then `/goodturn invite` again.
invite-there = The invitation is in this channel already. One is enough.
invite-posted = Done. The invitation is in this channel now.
invite-in-doubt = Slack did not say whether the invitation arrived. Please look for it in the channel. If it isn't there, type `/goodturn invite` again in fifteen minutes.
invite-failed = I could not post the invitation just now. Please try again in a few minutes.

reminder-opening-step = *A small first step*
reminder-opening-last = *One last note*
step-read = Choose one team whose work touches yours, and take five minutes to read what it says about itself: its page, or the topic of its channel.
step-read-team = Take five minutes to read what { $team } says about itself: its card, if it has one (`/goodturn card { $team }`), its page, or the topic of its channel.
step-question = Choose one team whose work touches yours, and ask it one question. A first line, if you like: _What do you wish other teams knew about your work?_
step-question-team = Ask { $team } one question. A first line, if you like: _What do you wish other teams knew about your work?_
step-name = Whom in another team would you ask if you needed a hand? Name one person, and I'll keep them in mind for you.
step-name-team = Whom in { $team } would you ask if you needed a hand? Name one person there, and I'll keep them in mind for you.
step-last-note = It has been quiet here for a while, so I'll stop sending notes. If they are useful now and then, you can go on getting them; if not, there is nothing to do.
button-step-done = Done
button-step-not-now = Not this week
button-step-name = Name somebody
button-step-choose = Choose a team
button-step-keep = Keep them coming
step-answered-done = Good. One step is plenty.
step-answered-not-now = Of course. Not this week.
step-answered-keep = Good, they keep coming.
