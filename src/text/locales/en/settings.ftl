# Settings, one's own people, the boundary, and the workspace's holidays.

form-settings-title = Your notes
form-settings-weekday = Which day?
form-settings-hour = What time? (your local time)
form-settings-rhythm = How often?
form-settings-people = How many people in one note?
form-settings-language = Language
form-settings-rest = Rest
form-settings-gap = Whatever you change, two notes are never less than four days apart.
hour-of-day = { $hour }
rhythm-weekly = Every week
rhythm-fortnightly = Every other week
rhythm-monthly = Every fourth week
people-1 = One
people-2 = Up to two
people-3 = Up to three
language-slack = As in Slack
language-en = English
language-de = Deutsch
rest-listen = No rest: send me the notes
rest-stay-until = Rest until { $until }, as now
rest-stay-open = Rest, as now
rest-fortnight = Rest for two weeks
rest-month = Rest for a month
rest-open = Rest until I say so
settings-saved = Saved. Your note comes { $slot }, when there is something worth saying.
button-settings = Settings

boundary-set = Good choice. { $team } is the team you learn about first; only you know that.
boundary-now = { $team } is the team you learn about first; only you know that. `/goodturn boundary none` ends it.
boundary-now-none = No team is chosen to learn about first. Type `/goodturn boundary` and a team's name; only you will know.
boundary-cleared = Of course. No team is chosen any more.
boundary-own = { $team } is your own team. Choose another one: Goodturn is about what lies between teams.
boundary-unknown = I don't know that team. I know these: { $teams }. Type `/goodturn boundary` and one of the names.
boundary-no-teams = I don't know any other team yet. Colleagues can say theirs with `/goodturn team` and its name.

people-text = Your people.
people-tended = *People you stay in touch with*
people-none = *Nobody is on your list yet.* `/goodturn tend @sam every 2 weeks` puts somebody on it, eight people at most and two from one team.
people-line = { $person }, { $cadence }. { $warmth }
people-refused = *Whom I don't name to you*
people-refused-more = There are more of them; undo one here, and the next one shows.
people-private = Only you see this list. Nobody is told that they are on it.
button-people-off = Take off the list
button-people-again = Undo
cadence = { $weeks ->
    [2] every two weeks
    [3] every three weeks
    [4] about once a month
    [9] about every two months
    [13] about every three months
    [17] about every four months
    [22] about every five months
    [26] about twice a year
   *[other] every { $weeks } weeks
}
warmth-unknown = Nothing is recorded between you yet.
warmth-just-now = You were in touch lately.
warmth-weeks = You were last in touch a few weeks ago.
warmth-months = You were last in touch { $months ->
    [1] about a month ago
    [2] about two months ago
    [3] about three months ago
    [4] about four months ago
    [5] about five months ago
    [6] about half a year ago
    [7] about seven months ago
    [8] about eight months ago
    [9] about nine months ago
    [10] about ten months ago
   *[other] nearly a year ago
}.
warmth-year = You were last in touch a year ago or longer.
tend-kept = { $person } is on your list now, { $cadence }. Only you see that; `/goodturn people` shows the list.
tend-own-team = { $person } is in your own team, and Goodturn is about other teams. They are not on your list.
tend-gone = The account of { $person } is no longer active. They are not on your list.
tend-team-full = { $person } is not on your list yet: { $others } from the same team are on it already, and two from one team are as many as one can stay in touch with well. `/goodturn untend` makes room.
tend-list-full = { $person } is not on your list yet: there are eight people on it, and with more it gets hard to stay in touch well. `/goodturn untend` makes room.
tend-off = Of course. { $person } is off your list.
tend-not-on-it = { $person } was not on your list.
tend-cadence = I didn't understand how often. Anything from “every two weeks” to “twice a year” is fine: `/goodturn tend @ana every 2 weeks`, `/goodturn tend @ana monthly`.
tend-cadence-too = I can't do that rhythm. Anything from “every two weeks” to “twice a year” is fine: `/goodturn tend @ana every 2 weeks`, `/goodturn tend @ana monthly`.

holidays-text = The holidays of this workspace.
holidays = *No notes come on these days;* they come on the next working day.
holidays-none = *No holidays are known yet.* Notes come on every chosen day.
holidays-more = More days come after these.
holidays-how = Admins add some with `/goodturn holidays 2026-12-25 Christmas Day, 2026-12-26`, a pasted list will do, and take one off with `/goodturn holidays remove 2026-12-26`.
holidays-not-admin = Only admins can change the holidays. `/goodturn holidays` shows them.
holidays-unreadable = I couldn't read { $what } as a date, so nothing was changed. Write days like 2026-12-25 or 25.12.2026, each with a name behind it if you like.
