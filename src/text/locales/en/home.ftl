# App Home: what one person sees of their own.

home-title = Goodturn
home-guest = *Goodturn* helps you stay in touch across teams by giving before asking. If you join, a short note names somebody it would be good to get back in touch with, and one small thing to do, at most once a week. What you record here is for your eyes only, joined or not.
home-member = Your note comes { $slot }, when there is something worth saying. The next one comes { $next } at the earliest.
home-resting-until = You are resting until { $until }. No notes come before that day.
home-resting-open = You are resting. No notes come until you bring them back.
home-button-record = Record something
home-button-ask = Note an ask

home-people = People you stay in touch with
home-menu-tend = Change…
home-menu-cadence = In touch { $cadence }
home-refused-how = Nobody learns of it, and it stays until you undo it.
home-refused-more = `/goodturn people` shows the others.
home-boundary = *The team you learn about first:* { $team }. Only you know that.
home-boundary-none = *The team you learn about first:* none yet. Pick one whose work touches yours; only you will know.
home-button-change = Change

home-asks = Open asks
home-ask = You asked { $person } { $when }.
home-entries = What you recorded
home-none = Nothing recorded yet. After you have helped somebody, type `/gave @sam walked through the checklist`.
home-gave = You helped { $person } { $when }.
home-received = { $person } helped you { $when }.
home-button-delete = Delete
home-delete-title = Delete this?
home-delete-what = It goes for good, as if you had never recorded it.
home-delete-keep = Keep it
home-button-newer = Newer
home-button-older = Older

home-settings-title = Your notes
home-settings = One note { $slot }, with { $people ->
    [1] one person
    [2] up to two people
   *[3] up to three people
}, in { $language ->
    [en] English
    [de] German
   *[slack] the language of your Slack
}.
home-button-back = Bring the notes back

home-card-title = Your team's card
home-card-no-team = I don't know your team yet. Type `/goodturn team` and its name.
home-card-protects = _What we protect:_ { $text }
home-card-struggles = _What we struggle with:_ { $text }
home-card-offers = _What we can help with:_ { $text }
home-button-card = Open the card
home-button-card-write = Write the card

home-button-export = Export my data
home-button-forget = Delete everything
home-privacy = Only you see this page.
home-privacy-card = Only you see this page. Your team's card can be read by everybody here.
