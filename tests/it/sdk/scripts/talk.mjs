// How a script and its test talk: lines of JSON, one way on standard output, the other on standard input.
// Whatever a kit logs goes to standard error, and shows when the test fails.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(`${process.env.GOODTURN_SDK_NODE}/`);

/** Slack's own packages, from where the installer put them. */
export const kit = (name) => require(name);

export const say = (what, more = {}) => process.stdout.write(`${JSON.stringify({ say: what, ...more })}\n`);

/** The lines of the test, until it is done. */
export async function* told() {
  for await (const line of createInterface({ input: process.stdin })) yield JSON.parse(line);
}

const toStandardError = (level) => (...words) => process.stderr.write(`${level} ${words.join(' ')}\n`);

/** A logger that leaves standard output alone. */
export const logger = {
  debug: () => {},
  info: toStandardError('info'),
  warn: toStandardError('warn'),
  error: toStandardError('error'),
  setLevel: () => {},
  getLevel: () => 'info',
  setName: () => {},
};

export const slackApiUrl = process.env.SLACK_API_URL;

export const webClient = (options = {}, token = process.env.SLACK_BOT_TOKEN) =>
  new (kit('@slack/web-api').WebClient)(token || undefined, { slackApiUrl, logger, ...options });
