"""Slack's Python client of Socket Mode: says what it hears, and acknowledges each envelope as Slack's examples do."""

import json
import os

from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from talk import say, told, web_client


def heard(client, request):
    say("heard", type=request.type, payload=request.payload, retry_attempt=request.retry_attempt, accepts=request.accepts_response_payload)
    answer = None
    if request.type == "slash_commands":
        answer = {"text": f"heard {request.payload['text']}"}
    elif request.payload.get("type") == "view_submission":
        answer = {"response_action": "errors", "errors": {"place": "Where is that?"}}
    client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id, payload=answer))


def framed(message):
    frame = json.loads(message)
    say("frame", type=frame.get("type"), reason=frame.get("reason"))


# It finds out by its pings that a connection went without a word; with five seconds between them that takes half a minute.
client = SocketModeClient(app_token=os.environ["SLACK_APP_TOKEN"], web_client=web_client(), ping_interval=1)
client.on_message_listeners.append(framed)
client.socket_mode_request_listeners.append(heard)
client.connect()
say("ready")
while told() is not None:
    pass
# The connection goes with the process; closing it first takes this client three seconds.
os._exit(0)
