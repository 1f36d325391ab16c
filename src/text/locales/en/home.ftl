# App Home: what one person sees of their own.

home-title = Goodturn
home-guest = *Goodturn* helps you stay in touch across teams by giving before asking. Type `/goodturn join` for a short note once a week.
home-member = Your note comes on { $slot }, when there is something worth saying. The next one comes { $next } at the earliest.
home-resting-until = You are resting until { $until }. `/goodturn back` ends the rest sooner.
home-resting-open = You are resting. `/goodturn back` brings the notes back.
home-asks = Open asks
home-ask = You asked { $person } { $when }.
home-entries = What you kept
home-none = Nothing kept yet. Type `/gave @sam walked through the checklist` after you helped somebody.
home-gave = You helped { $person } { $when }.
home-received = { $person } helped you { $when }.
home-privacy = Only you see what is on this page.
