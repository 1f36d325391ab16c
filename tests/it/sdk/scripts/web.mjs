// Slack's kit for Node.js at the test's orders: each line names something to do with it, each answer is what the kit gave.
// The test decides what is called, so that this kit and the one for Python are asked the same.

import { kit, say, told, webClient } from './talk.mjs';

const { ErrorCode } = kit('@slack/web-api');
const { IncomingWebhook } = kit('@slack/webhook');

// Refusals for being too fast are shown at first; this kit waits by itself unless told otherwise.
let client = webClient({ rejectRateLimitedCalls: true, retryConfig: { retries: 0 } });

const method = (name) => name.split('.').reduce((found, part) => found[part], client);

const does = {
  call: ({ name, arguments: given }) => method(name)(given),
  token: ({ token }) => {
    client = webClient({}, token ?? '');
  },
  async pages({ name, arguments: given, key }) {
    const pages = [];
    for await (const page of client.paginate(name, given)) pages.push(page[key].map((one) => one.id));
    return pages;
  },
  patient: () => {
    client = webClient({ retryConfig: { retries: 1 } });
  },
  async upload({ files, ...given }) {
    const read = files.map(({ bytes, ...rest }) => ({ file: Buffer.from(bytes, 'base64'), ...rest }));
    const what = read.length === 1 ? read[0] : { file_uploads: read };
    const answer = await client.files.uploadV2({ ...what, ...given });
    return answer.files.flatMap((completed) => completed.files.map((file) => file.id));
  },
  async respond({ url, ...message }) {
    try {
      return { body: (await new IncomingWebhook(url).send(message)).text };
    } catch (error) {
      return { status: error.statusCode };
    }
  },
};

say('ready');
for await (const { do: what, ...order } of told()) {
  try {
    say('done', { answer: (await does[what](order)) ?? null });
  } catch (error) {
    if (error.code === ErrorCode.PlatformError) {
      say('refused', { error: error.data.error, needed: error.data.needed ?? null, messages: error.data.response_metadata?.messages ?? null });
    } else if (error.code === ErrorCode.RateLimitedError) {
      say('refused', { error: 'ratelimited', retry_after: String(error.retryAfter) });
    } else {
      throw error;
    }
  }
}
