# The admins' part of App Home, and its forms. Nobody is named, and no total is told of fewer than five people.

off-line = Goodturn's notes are turned off for everyone just now. You can record as usual; nothing is sent until an admin turns them on again.

admin-set-up-offer = *Nobody has set Goodturn up here yet.* You own this workspace, so you can: choose where the weekly post goes and where teams come from. It shows you nobody's entries.
button-admin-set-up = Set up
admin-header = For admins
admin-off = *Goodturn is turned off for everyone.* No notes are sent, no weekly post, and no questions about introductions. What comes due meanwhile is dropped and never made up. Everybody can still keep entries for themselves.
button-admin-on = Turn on again
button-admin-off = Turn off for everyone
admin-off-title = Turn off for everyone?
admin-off-what = All notes, the weekly post and questions about introductions stop at once, and what comes due meanwhile is dropped. Entries stay, and commands still work.
admin-off-yes = Turn it off
admin-off-no = Leave it on

admin-ready = *Ready*
admin-to-do = *Still to do*
admin-joined-too-few = There are too few people here to tell how many joined.
admin-joined-few = Fewer than five people have joined, or nobody yet. `/goodturn invite` in a channel posts an invitation there, once.
admin-joined-about = About { $percent }% of the { $people } people here have joined.
admin-joined-nearly = Nearly all of the { $people } people here have joined.
admin-teams-too-few = There are too few people here to tell how many have a team.
admin-teams-few = Hardly anybody's team is known. Choose below where teams come from, or let people say theirs with `/goodturn team`.
admin-teams-about = About { $percent }% of the { $people } people here have a team.
admin-teams-about-low = About { $percent }% of the { $people } people here have a team; the others are named to nobody. Choose below where teams come from.
admin-teams-nearly = Nearly all of the { $people } people here have a team.
admin-channel-none = The weekly post has no channel yet, so it does not go out. Choose one below.
admin-channel-there = The weekly post goes to { $channel }, and I am in it.
admin-channel-unknown = The weekly post goes to { $channel }. Press “Check that I can post there” below to see whether I am in it.
admin-channel-not-there = I am not in { $channel }. Type `/invite @Goodturn` there, then press “Check that I can post there” below.
admin-source-good = The sources of teams below can be read.
admin-source-free-plan = This workspace's Slack plan has no user groups, so the next source decides. Choose another one below.
admin-source-scope = The app is not allowed to read where teams come from ({ $source }). Paste what `goodturn manifest` prints as the app's manifest, and install the app again.
admin-source-gone = One source of teams is gone or switched off ({ $source }). Choose below where teams come from.
admin-scopes-good = The app has every permission it needs.
admin-scopes-missing = The app lacks permissions: { $scopes }. Paste what `goodturn manifest` prints as the app's manifest, and install the app again.
admin-language = { $language ->
    [de] The weekly post is in German, because most people here use Slack in German. Everybody's own notes are in their own language.
   *[en] The weekly post is in English, because most people here use Slack in English. Everybody's own notes are in their own language.
}

admin-digest = *The weekly post.* The next one goes to { $channel } { $when } at { $time } ({ $zone }), { $least ->
    [1] if there is something to say.
   *[other] if there are at least { $least } things to say.
}
admin-digest-unread = *The weekly post* goes to { $channel }, but I can't read when. Choose the day and the hour again.
admin-digest-none = *The weekly post* is not set up. It tells a channel of new introductions between teams, shows a picture of the bridges between them, and passes on what a team could use a hand with.
button-admin-digest = Set up the weekly post
button-admin-look = Check that I can post there
admin-sources = *Where teams come from.* The first one that knows decides: { $sources }.
source-csv = the operator's file
source-import = what was imported
source-group = the user group { $group }
source-groups-unread = user groups that are still being read
source-group-nameless = a user group
source-field = the profile field { $field }
source-self = the member's own word
button-admin-sources = Change where teams come from
button-admin-sources-back = Go back to the settings file
admin-previews = *Previews.* Each is sent to you alone, in your DM with me, with invented people. Its buttons do nothing.
button-preview-reminder = Note
button-preview-first-step = First step
button-preview-last-note = Last note
button-preview-digest = Weekly post
button-preview-consent = Introduction
button-preview-invite = Invitation

admin-health = *How messages go*
admin-reached = In the last full week, notes and questions reached { $people } people.
admin-reached-few = In the last full week, notes and questions reached fewer than five people.
admin-late-none = Nothing is waiting that should have gone out by now.
admin-late = { $how ->
    [short] Something has been waiting for less than an hour. I'll go on trying.
    [long] Something has been waiting for some hours. I'll go on trying until a day has passed, and then drop it.
   *[day] Something has been waiting for most of a day. I'll drop it when the day has passed.
}
admin-held = Slack did not say whether notes to { $people } people arrived. They are held and never sent twice; the next ones come as usual, and there is nothing to do. Nobody is told whose they are.
admin-held-few = When Slack does not say whether a note arrived, it stays here and is never sent twice; the next ones come as usual. Just now that concerns fewer than five people, or nobody.
admin-error-none = No errors within the last seven days.
admin-error = { $kind ->
    [channel] The last error: I am not in the channel of the weekly post, or it is closed. Invite me there, or choose another one.
    [messages-tab] The last error: the app's Messages tab is off. Paste what `goodturn manifest` prints as the app's manifest.
    [no-answer] The last error: Slack did not answer. I check whether the message is there before I send anything again.
    [not-now] The last error: Slack could not be reached, asked me to wait, or did not accept the token. I'll try again; if it stays this way, `goodturn doctor` says why.
   *[content] The last error: Slack did not accept what I wanted to show. The log says more; please tell the authors.
}
admin-held-digest = *A weekly post is held.* It was on its way to { $channel } { $when } at { $time }, and Slack did not say whether it arrived. Please look there. “It is there” settles it; “Post it” puts it together again and posts it now.
admin-held-opening = *The first message of an introduction is held.* It was made { $when } at { $time } for a conversation that you are not in, so you can't look. “It is there” leaves it as it is; “Post it” sends it, a second time if it had arrived. Nothing happens until you decide.
button-there = It is there
button-post-it = Post it
admin-privacy = Only admins see this part. It names nobody, and no total is about fewer than five people.

admin-refused = Only admins of Goodturn can do that, so nothing was changed. If you think you should be one, ask the people who run it here.
admin-taken = Another owner was a moment faster: { $person } is the admin here now. Your press changed nothing.
admin-is-off = Goodturn is turned off for everyone, so nothing is posted. Turn it on again first; what is held stays held until then.
admin-settled = That was settled already. Nothing was changed.
preview-pressed = This is a preview, so its buttons do nothing.

admin-digest-form = The weekly post
admin-form-save = Save
admin-digest-channel = Which channel? Empty: no weekly post.
admin-digest-day = Which day?
admin-digest-day-as-now = As now: { $cron }
admin-digest-hour = What time?
admin-digest-zone = In which time zone?
admin-digest-zone-hint = For example Europe/Berlin or America/New_York.
admin-digest-zone-unknown = I don't know that time zone. Write it like Europe/Berlin.
admin-digest-least = How many things to say make a post?
least-1 = One is enough
least-2 = At least two
least-3 = At least three
least-5 = At least five
admin-digest-hello = Goodturn's weekly post comes to this channel. Only you see this line; it shows that I can write here.

admin-sources-form = Where teams come from
admin-sources-how = The first source that knows somebody's team decides. What people say themselves with `/goodturn team` comes last, unless you put it elsewhere. A file of teams belongs to the operator and can only be set in the settings file.
admin-sources-groups = User groups that are teams
admin-sources-free-plan = This workspace's Slack plan has no user groups, so there are none to choose from.
admin-sources-unseen = Slack did not say in time which user groups there are. What was chosen before stays.
admin-sources-field = Id of a profile field that holds the team
admin-sources-field-hint = It begins with Xf. The app then needs the scope users.profile:read.
admin-sources-field-odd = That is not the id of a profile field: they begin with Xf and have only letters and digits.
admin-sources-place = { $place ->
    [1] Which source decides first?
    [2] And then?
    [3] And then, after these?
   *[other] And last?
}
admin-sources-place-none = No more
admin-sources-place-csv = The operator's file
admin-sources-place-groups = The user groups
admin-sources-place-field = The profile field
admin-sources-place-self = The member's own word
