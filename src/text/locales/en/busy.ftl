# Said when there is no room for one more delivery.
busy = A great many messages are reaching me at once, so I couldn't take this one. Nothing was kept. Please send it again in a minute.
busy-form = A great many messages are reaching me at once. Please press the button again in a minute; nothing is kept twice.
