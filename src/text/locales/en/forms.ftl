# Forms: labels, and the sentences that a form shows at an input. Those are plain: Slack shows no mentions there.

form-close = Close
form-slow = This is taking longer than usual. Please press the button again in a moment; nothing is kept twice.
form-too-late = The form could not be opened in time. Please type it again; nothing was lost.
form-broken = Something went wrong on my side, and nothing was kept. Please try again. If it happens again, tell the people who run Goodturn here and give them this reference: { $reference }
form-refused-gone = The account of one of these people is no longer active. Choose somebody else.
form-refused-note = Say in a few words what it was.
form-refused-other = That could not be taken. Please look at what you filled in.

form-gave-title = Record a good turn
form-gave-submit = Keep it
form-gave-who = Who was it with?
form-gave-what = What was it, in a few words?
form-gave-on = When?
