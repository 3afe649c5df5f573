import { describe, expect, test } from "vitest";
import { classifyClick, type ClickSigns } from "./classify-click.ts";
import { judgeAgent } from "./judge-agent.server.ts";

const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";

const agents: Record<string, readonly string[]> = {
  empty: ["", "  "],
  preview: [
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0",
    "Twitterbot/1.0",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack-ImgProxy (+https://api.slack.com/robots)",
    "WhatsApp/2.23.20.0 A",
    "TelegramBot (like TwitterBot)",
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com",
    "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
  ],
  bot: [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
    "curl/8.5.0",
    "python-requests/2.31.0",
  ],
  person: [
    `${IPHONE} Version/17.0 Mobile/15E148 Safari/604.1`,
    `${IPHONE} Mobile/15E148 Instagram 300.0.0.29.110 (iPhone14,5; iOS 17_0; en_US; en; scale=3.00; 1170x2532; 514276789)`,
    `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/430.0.0.0;FBDV/iPhone14,5;FBSN/iOS;FBSV/17.0]`,
    "Mozilla/5.0 (Linux; Android 13; SM-G991B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/115.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/420.0.0.0.0;]",
    `${IPHONE} Mobile/15E148 musical_ly_31.5.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/US BytedanceWebview/d8a21c6`,
    `${IPHONE} Mobile/15E148 [Pinterest/iOS]`,
    `${IPHONE} Mobile/15E148 WhatsApp/2.23`,
    `${IPHONE} Version/17.0 Mobile/15E148 Snapchat/12.0`,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36",
  ],
};

describe("a user agent", () => {
  for (const [kind, examples] of Object.entries(agents)) {
    test.each(examples)(`is judged ${kind}: %s [A23]`, (agent) => {
      expect(judgeAgent(agent)).toBe(kind);
    });
  }
});

const tap: ClickSigns = {
  ...{ method: "GET", secPurpose: undefined, purpose: undefined, xMoz: undefined },
  ...{ agent: "person", isOwn: false, isActive: true },
};

describe("a click", () => {
  const table: [string, Partial<ClickSigns>, string][] = [
    ["a person's tap", {}, "counted"],
    ["a HEAD request", { method: "HEAD" }, "head"],
    ["a prefetch", { secPurpose: "prefetch" }, "prefetch"],
    ["a prefetch that renders", { secPurpose: "prefetch;prerender" }, "prefetch"],
    ["an older browser's prefetch", { purpose: "prefetch" }, "prefetch"],
    ["an old Firefox's prefetch", { xMoz: "prefetch" }, "prefetch"],
    ["a prefetch in capitals", { secPurpose: "Prefetch" }, "prefetch"],
    ["another purpose", { secPurpose: "navigate" }, "counted"],
    ["no agent", { agent: "empty" }, "empty-agent"],
    ["a preview", { agent: "preview" }, "preview"],
    ["a bot", { agent: "bot" }, "bot"],
    ["Mara's tap on her own link", { isOwn: true }, "self"],
    ["Mara's tap on her own link after the end", { isOwn: true, isActive: false }, "self"],
    ["a preview Mara's own app draws", { isOwn: true, agent: "preview" }, "preview"],
    ["a tap after the end", { isActive: false }, "expired"],
    ["a bot after the end", { agent: "bot", isActive: false }, "bot"],
    ["a bot's HEAD", { agent: "bot", method: "HEAD" }, "head"],
  ];
  test.each(table)("%s", (_, signs, expected) => {
    const judged = classifyClick({ ...tap, ...signs });
    expect(judged.class).toBe(expected);
    expect(judged.reason).not.toBe("");
  });
});
