# Answers to commands and buttons, seen only by the person who typed or pressed.

kept-text = Kept, for your eyes only.
already-kept-text = You recorded this moments ago.
offer-join = Would you like a short note, at most once a week, naming somebody it would be good to get back in touch with? Type `/goodturn join`. I ask this only once.
button-undo = Undo
button-keep-twice = Record it twice

taken-back = Taken back. None of it is left.
nothing-to-take-back = That entry is already gone.

joined-text = You have joined Goodturn.
joined = *You're in.* Your short note comes { $slot }, when there is something worth saying. It names one or two colleagues in other teams it would be good to get back in touch with, says why, and suggests one small thing to do. The first one comes { $next }.
joined-again = *You're in again.* Your short note comes { $slot }, when there is something worth saying. It names colleagues in other teams it would be good to get back in touch with, says why, and suggests one small thing to do. The next one comes { $next } at the earliest.
joined-privacy = What you record with `/gave` and `/asked` is for your eyes only. Nobody learns whom I name to you, or that I did.
joined-stop = `/goodturn rest 2 weeks` pauses the notes, `/goodturn leave` ends them at once.
joined-team = I don't know your team yet. Type `/goodturn team` and its name, so that I can tell who is in another one.
already-joined = You joined already. Your note comes { $slot }, when there is something worth saying.
left = Of course. You have left, and nothing more is sent. What you recorded stays yours; `/goodturn join` brings you back in whenever you like.
resting-until = Of course. No notes until { $until }. `/goodturn back` ends the rest sooner.
resting-open = Of course. No notes until you type `/goodturn back`.
back = Welcome back. The next note comes { $next } at the earliest.
team-set = Noted: you are in { $team }.
hidden = Of course. From now on I won't name you to anybody. `/goodturn show me` undoes this.
shown = Done. Others may be reminded of you again.

overview-member = *Goodturn.* Your note comes { $slot }, when there is something worth saying.
overview-resting-until = *Goodturn.* You are resting until { $until }. `/goodturn back` ends the rest sooner.
overview-resting-open = *Goodturn.* You are resting. `/goodturn back` brings the notes back.
overview-guest = *Goodturn* helps you stay in touch across teams by giving before asking. `/goodturn join` brings you a short note, at most once a week.
overview-more = `/goodturn help` shows what you can type.
overview-text = Goodturn: where things stand.
help-text = What you can type.
help = *What you can type*
    `/gave @sam walked through the checklist` records help you gave, for your eyes only. End with `, yesterday` for another day.
    `/asked @lee which forecast to trust` notes something you asked for.
    `/goodturn join` starts a short note, at most one a week, `/goodturn leave` ends it.
    `/goodturn rest 2 weeks` or `/goodturn rest until 3 Jan` pauses it, `/goodturn back` brings it back.
    `/goodturn team Research` says which team you are in.
    `/goodturn tend @ana every 2 weeks` puts somebody on your list of people to stay in touch with, `/goodturn untend @ana` takes them off, `/goodturn people` shows your list.
    `/goodturn boundary Finance` chooses the one team to learn about first.
    `/goodturn settings` changes day, hour, rhythm and language.
    `/goodturn hide me` keeps you out of everybody's notes, `/goodturn show me` ends that.
    `/goodturn card` shows your team's card, `/goodturn card Finance` another team's, `/goodturn overlap` where yours meets others.
    `/goodturn introduce @ana @tom customer quotes` brings two colleagues together, if both would like it.
    `/goodturn undo` takes back what you recorded last, `/goodturn export` brings you all that is kept about you as a file, `/goodturn delete everything` deletes all of it.
    Admins: `/goodturn invite` posts an invitation in the channel you are in, `/goodturn holidays` sets days without notes.

example-gave = `/gave @sam walked through the checklist`
example-asked = `/asked @lee which forecast to trust`
example-tend = `/goodturn tend @ana every 2 weeks`
example-untend = `/goodturn untend @ana`
example-introduce = `/goodturn introduce @ana @tom customer quotes`
refused-text = Nothing was kept yet.
refused-text-changed = Nothing was changed.
refused-lead-kept = *Nothing was kept:*
refused-lead-changed = *Nothing was changed:*
refused-typed = This is what you typed, so that nothing is lost:
refused-nobody-named = { $lead } I could not see whom you mean. Name at least one person, as in { $example }.
refused-unknown-name = { $lead } I know nobody called @{ $name }. Pick the person from the list that Slack shows while you type @.
refused-several-fit = { $lead } several people are called @{ $name }. Pick the one you mean from the list that Slack shows while you type @.
refused-group-named = { $lead } @{ $name } is a group. Name the people in it whom you mean, eight at most.
refused-too-many = { $lead } that is more than eight people. Type it again with fewer, or in two parts.
refused-only-self = { $lead } you named only yourself. Name the other person, as in { $example }.
refused-bot = { $lead } { $person } is an app. Name a person.
refused-guest = { $lead } { $person } is a guest here, and Goodturn stays among colleagues.
refused-outsider = { $lead } { $person } is from another company, and Goodturn stays among colleagues.
refused-gone = { $lead } the account of { $person } is no longer active.
refused-no-note = { $lead } say in a few words what it was, as in { $example }.
refused-unknown-verb = I don't know `/goodturn { $word }`. Type `/goodturn help` to see what there is.
refused-delete-what = Nothing was deleted. `/goodturn delete everything` deletes all that is kept about you; I ask once more before I do.
refused-unreadable-rest = That does not tell me how long to rest. Type `/goodturn rest 2 weeks`, `/goodturn rest until 3 Jan`, or just `/goodturn rest`.
refused-not-a-member = You are not in Goodturn at the moment, so there is nothing to change. `/goodturn join` brings you a short note, at most once a week.
refused-cannot-join = Goodturn stays among the colleagues of this company, so guests and people from other companies can't join.
refused-team-name = Type the name of your team after it, as in `/goodturn team Research`; eighty characters at most.
refused-broken = Something went wrong on my side. Before you try again, please look in Goodturn's Home to see whether it worked. If it happens again, tell the people who run Goodturn here and give them this reference: { $reference }
refused-not-installed = Goodturn is not set up for this workspace. Whoever runs Slack here can install it again.
