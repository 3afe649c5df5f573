import { isbot } from "isbot";
import type { AgentKind } from "./classify-click.ts";

/**
 * Fetchers that draw a link's preview when somebody pastes it. iMessage names itself after two of them. The apps' own browsers
 * (Instagram, TikTok, [FBAN/…], [Pinterest/iOS], … WhatsApp/… behind Mozilla/5.0) are people and match nothing here.
 */
const previewAgents =
  /facebookexternalhit|facebot|twitterbot|slackbot|slack-imgproxy|^whatsapp\/|telegrambot|linkedinbot|discordbot|pinterestbot|^pinterest\/0|skypeuripreview|vkshare|^viber\/|redditbot|embedly|iframely|cardyb|mastodon\/|^signal|microsoft office\/.* teams|snap url preview|line-poker|kakaotalk-scrap|zoombot|mattermost-bot/i;

/** Judges a user agent. An empty one is no browser: `isbot` says false for it. */
export function judgeAgent(userAgent: string): AgentKind {
  if (userAgent.trim() === "") return "empty";
  if (previewAgents.test(userAgent)) return "preview";
  return isbot(userAgent) ? "bot" : "person";
}

const MAX_REMEMBERED_AGENTS = 2_000;

/** `judgeAgent` with a memory, because the same few hundred agents make nearly all clicks and the test is a long pattern. */
export function createAgentJudge(): (userAgent: string) => AgentKind {
  const known = new Map<string, AgentKind>();
  return (userAgent) => {
    const remembered = known.get(userAgent);
    if (remembered !== undefined) return remembered;
    const kind = judgeAgent(userAgent);
    // Starting over is cheaper than keeping an order, and bounds the memory just as well.
    if (known.size >= MAX_REMEMBERED_AGENTS) known.clear();
    known.set(userAgent, kind);
    return kind;
  };
}
