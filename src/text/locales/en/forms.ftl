# Forms: labels, and the sentences that a form shows at an input. Those are plain: Slack shows no mentions there.

form-close = Close
form-slow = This is taking longer than usual. Please press the button again in a moment; nothing is kept twice.
form-slow-alone = This is taking longer than usual, and goes on by itself. Close this; if nothing has changed in a few minutes, try once more.
form-refused-boundary = I don't know a team of this name. Type it as it appears in your company's list, or leave this empty.
form-refused-boundary-own = That is your own team. Choose another one, or leave this empty.
form-refused-unknown-team = I don't know a team of this name. Type it as it appears in your company's list.
form-too-late = The form could not be opened in time, and nothing was kept. Please try again.
form-broken = Something went wrong on my side, and nothing was kept. Please try again. If it happens again, tell the people who run Goodturn here and give them this reference: { $reference }
form-refused-gone = The account of one of these people is no longer active. Choose somebody else.
form-refused-note = Say in a few words what it was.
form-refused-other = That could not be taken. Please look at what you filled in.

form-gave-title = Record a good turn
form-gave-submit = Record it
form-gave-who = Who was it with?
form-gave-what = What was it, in a few words?
form-gave-on = When?
