"""Slack's Python kit at the test's orders: each line names something to do with it, each answer is what the kit gave.
The test decides what is called, so that this kit and the one for Node.js are asked the same."""

import base64
import io

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.webhook import WebhookClient

from talk import say, told, web_client

client = web_client()


def method(name):
    """`chat.postMessage` is `chat_postMessage` in this kit."""
    return getattr(client, name.replace(".", "_"))


def call(name, arguments):
    return dict(method(name)(**arguments).data)


def token(token):
    """From now on, calls are made with this token, or with none."""
    client.token = token


def pages(name, arguments, key):
    return [[one["id"] for one in page[key]] for page in method(name)(**arguments)]


def patient():
    """From now on, what was refused for being too fast is tried again."""
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))


def upload(files, channel_id, **arguments):
    """Several files at once as bytes, one as something to read from."""
    arguments["channel"] = channel_id
    read = [{**file, "bytes": base64.b64decode(file["bytes"])} for file in files]
    if len(read) == 1:
        file = io.BytesIO(read[0]["bytes"])
        answer = client.files_upload_v2(file=file, filename=read[0]["filename"], title=read[0]["title"], **arguments)
    else:
        uploads = [{"content": one["bytes"], "filename": one["filename"], "title": one["title"]} for one in read]
        answer = client.files_upload_v2(file_uploads=uploads, **arguments)
    return [file["id"] for file in answer["files"]]


def respond(url, **message):
    answer = WebhookClient(url).send(**message)
    return {"body": answer.body} if answer.status_code == 200 else {"status": answer.status_code}


DOES = {"call": call, "token": token, "pages": pages, "patient": patient, "upload": upload, "respond": respond}

say("ready")
while (order := told()) is not None:
    does = order.pop("do")
    try:
        say("done", answer=DOES[does](**order))
    except SlackApiError as error:
        response = error.response
        data = response.data if isinstance(response.data, dict) else {}
        say(
            "refused",
            error=data.get("error"),
            needed=data.get("needed"),
            messages=data.get("response_metadata", {}).get("messages"),
            retry_after=response.headers.get("retry-after") or response.headers.get("Retry-After"),
        )
