# Introductions. What one of the two reads must not tell what the other one did, and the broker's answer not who joined.

introduce-taken-text = Thank you. The rest is up to the two of them.
introduce-taken = *Thank you.* If both { $a } and { $b } would like it, a conversation with the three of you opens within two weeks.
introduce-draft = You can also write to them yourself. A first message, if you like:
introduce-draft-line = _{ $a }, meet { $b }. I thought of the two of you: { $why }. I leave the rest to you._
introduce-silence = If no conversation opens, nothing more is said. There can be many reasons, and they stay private.

consent-text = A question from Goodturn, for you alone
consent-opening = *A question for you alone*
consent-who = { $broker } would like to bring you and { $other } together:
consent-who-team = { $broker } would like to bring you and { $other } ({ $team }) together:
consent-promise = Each of you is asked in private. If both would like it, a conversation with the three of you opens. If none opens within two weeks, nothing more is said, and nobody learns why.
button-consent-yes = Yes, introduce us
button-consent-no = No, thank you
consent-yes = Thank you. If the other person would like it too, a conversation opens within two weeks; otherwise nothing more is said.
consent-no = Of course. Nobody learns of this.
consent-opened = The conversation is open.
consent-passed = The time for this is over, and nothing more is said.

opening-text = An introduction
opening-first = I opened this conversation for you. I can't read along here, and this is all I write.
opening-meet = { $a }, meet { $b }. { $broker } thought of the two of you:
opening-naming = The weekly post can mention this introduction. It names you only if all three of you agree here, and nobody sees what you choose.
button-named-yes = You may name me
button-named-no = Rather not
named-yes = Thank you. If the other two agree as well, the weekly post names the three of you. Until then you can change your mind.
named-no = Of course. The weekly post won't name you.
named-published = The weekly post has already mentioned this introduction, so nothing changes any more.

suggested-who = *You know both { $a } ({ $ateam }) and { $b } ({ $bteam }).*
suggested-why = { $ateam } struggles with “{ $struggle }”, and { $bteam } can help with “{ $offer }”.
button-suggested-yes = Introduce them
button-suggested-no = Not now
suggested-introduced = Thank you for proposing it.
suggested-not-now = Of course.

introduce-form-title = Introduce two people
introduce-form-submit = Propose it
introduce-form-how = I can only ask people who joined Goodturn, each in private. Nobody learns of a no.
introduce-form-who = Which two people?
introduce-form-why = Why, in one sentence? Both will read it.

refused-introduce-not-a-member = Introductions are made by people who joined. `/goodturn join` takes a moment; then propose it again.
refused-introduce-hidden = An introduction names you to both, and you asked not to be named. `/goodturn show me` undoes that; then propose it again.
refused-introduce-not-two = Name exactly two colleagues besides yourself, as in `/goodturn introduce @ana @tom customer quotes`.
refused-introduce-same-team = These two are in the same team. Introductions are for people in different teams.
refused-introduce-no-why = Say in one sentence why the two should meet, as in `/goodturn introduce @ana @tom customer quotes`. Both will read it.
form-refused-introduce-not-two = Choose exactly two colleagues besides yourself.
form-refused-introduce-no-why = Say in one sentence why the two should meet. Both will read it.
refused-introduce-long-why = That is more than 300 characters. Say in one sentence why the two should meet; they will find out the rest.
refused-introduce-enough = You have proposed three introductions this week. Give them time; next week there is room for more.
