# Previews: what marks them, and the people and teams that they invent.

preview-mark = *A preview, for you alone.* Everybody in it is invented, and its buttons do nothing.
preview-text = A preview from Goodturn
preview-person-a = Robin Vale
preview-person-b = Alex Moor
preview-person-c = Kim Hollis
preview-team-a = Design
preview-team-b = Support
preview-team-c = Finance
preview-ask = which of the two forecasts to trust
preview-why = they both look after how customers are heard
preview-struggle = hearing early enough what customers ask for
