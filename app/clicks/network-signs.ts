import type { Network } from "../creators/creator.ts";

/**
 * The browsers inside apps, by what each writes into its user agent. The first that matches speaks: Instagram's on Android names
 * Facebook's engine as well. `other` is a network we do not list by name: Snapchat, LinkedIn, Reddit, WhatsApp, …
 */
const appSigns: readonly (readonly [RegExp, Network])[] = [
  [/\bInstagram\b/, "instagram"],
  [/musical_ly|BytedanceWebview|\bTikTok\b|\btrill[_/]/i, "tiktok"],
  [/\[Pinterest\/(iOS|Android)\]|\bPinterest for (iOS|Android)\b/i, "pinterest"],
  [/MetaIAB Facebook|\bFBAN\b|\bFBAV\b|\bFB_IAB\b|\bFBIOS\b/, "facebook"],
  [/\bTwitter for (iPhone|iPad|Android)\b|\bTwitterAndroid\b/, "x"],
  [/\bVKAndroidApp\b|\bVKClient\b|com\.vk\./i, "vk"],
  [/\bTelegram-Android\b|org\.telegram\./i, "telegram"],
  [/\btv\.twitch\b|\bTwitch\//i, "twitch"],
  [
    /\bSnapchat\b|\bLinkedInApp\b|\bBarcelona \d|\bReddit\/|\bWhatsApp\/|MicroMessenger|\bLine\/\d|KAKAOTALK|\bDiscord\/|\bWeibo\b/i,
    "other",
  ],
];

/** Sites whose links tell where a shopper came from, each with its subdomains: l.instagram.com, lm.facebook.com, out.reddit.com. */
const siteNetworks: ReadonlyMap<string, Network> = new Map<string, Network>([
  ["instagram.com", "instagram"],
  ["tiktok.com", "tiktok"],
  ["youtube.com", "youtube"],
  ["youtu.be", "youtube"],
  ["pin.it", "pinterest"],
  ["facebook.com", "facebook"],
  ["fb.com", "facebook"],
  ["fb.me", "facebook"],
  ["messenger.com", "facebook"],
  ["t.co", "x"],
  ["x.com", "x"],
  ["twitter.com", "x"],
  ["twitch.tv", "twitch"],
  ["t.me", "telegram"],
  ["telegram.org", "telegram"],
  ["telegram.me", "telegram"],
  ["vk.com", "vk"],
  ["vk.ru", "vk"],
  ["substack.com", "newsletter"],
  ["beehiiv.com", "newsletter"],
  ["medium.com", "blog"],
  ["wordpress.com", "blog"],
  ["blogspot.com", "blog"],
  ["tumblr.com", "blog"],
  ["snapchat.com", "other"],
  ["linkedin.com", "other"],
  ["lnkd.in", "other"],
  ["reddit.com", "other"],
  ["threads.net", "other"],
  ["threads.com", "other"],
  ["whatsapp.com", "other"],
  ["discord.com", "other"],
  ["quora.com", "other"],
  ["weibo.com", "other"],
  ["bsky.app", "other"],
  ["linktr.ee", "other"],
]);

/** Pinterest has a site per country: pinterest.de, pinterest.co.uk. */
const pinterestHost = /(^|\.)pinterest\.(com|[a-z]{2}|com?\.[a-z]{2})$/;

/** The network whose app the visitor is in; empty for a browser of its own. */
export function networkOfAgent(userAgent: string): Network | "" {
  return appSigns.find(([sign]) => sign.test(userAgent))?.[1] ?? "";
}

/** The network a referring host belongs to; empty for any other site, and for none. */
export function networkOfReferer(refererHost: string): Network | "" {
  if (refererHost === "") return "";
  if (pinterestHost.test(refererHost)) return "pinterest";
  const labels = refererHost.split(".");
  for (let start = 0; start < labels.length - 1; start += 1) {
    const network = siteNetworks.get(labels.slice(start).join("."));
    if (network !== undefined) return network;
  }
  return "";
}
