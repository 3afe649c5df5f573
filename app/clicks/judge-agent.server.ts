import { isbot } from "isbot";
import type { AgentKind } from "./classify-click.ts";

/**
 * Fetchers that draw a link's preview when somebody pastes it: those who say so, and those known by name. iMessage names itself
 * after two of them. The apps' own browsers (Instagram, TikTok, [FBAN/…], [Pinterest/iOS], … WhatsApp/… behind Mozilla/5.0) are
 * people and match nothing here.
 */
const previewAgents = new RegExp(
  [
    "link[ -]?preview|ur[il] ?preview|bingpreview|microsoftpreview|web preview|unfurl|previewbot|forum onebox|richlinkbot",
    "facebookexternalhit|meta-externalhit|meta-externalfetcher|facebot|twitterbot|slackbot|slack-imgproxy|^whatsapp(\\/|$)",
    "telegrambot|linkedinbot|discordbot|pinterestbot|^pinterest\\/0|vkshare|^viber(\\/|$)|redditbot|embedly|iframely|cardyb|bluesky\\/",
    "mastodon\\/|friendica|lemmy\\/|summalybot|^signal|microsoft office\\/.* teams|line-poker|kakaotalk-scrap|zoombot|mattermost-bot",
    "groupmebot|keybasebot|valve\\/steam|flipboardproxy|odklbot|tiktokspider|quora-bot|xing bot|dingtalkbot-link|opengraph\\.io",
  ].join("|"),
  "i",
);

/** Programs that come dressed as a browser and that `isbot` takes for one: page-speed meters, archivers, and editors' own browsers. */
const disguisedAgents =
  /gtmetrix|miniature\.io\/|\bYLT Chrome\/|TSM-turingos|\b(code|trae|cursor|windsurf)\/[\d.]+ .*electron\//i;

/** The browser inside Threads, whose working name `isbot` takes for a crawler's. */
const mistakenPeople = /^Mozilla\/5\.0 \((iPhone|iPad|Linux; Android).*\bBarcelona \d/;

/** Judges a user agent. An empty one is no browser: `isbot` says false for it. */
export function judgeAgent(userAgent: string): AgentKind {
  if (userAgent.trim() === "") return "empty";
  if (previewAgents.test(userAgent)) return "preview";
  if (mistakenPeople.test(userAgent)) return "person";
  return isbot(userAgent) || disguisedAgents.test(userAgent) ? "bot" : "person";
}
