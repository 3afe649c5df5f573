/** Where a caption can be handed on with one tap. Networks that are missing have no such address: their apps take pictures and clips. */
export const shareChannels = ["x", "facebook", "pinterest", "telegram", "vk", "whatsapp", "reddit", "mail"] as const;
export type ShareChannel = (typeof shareChannels)[number];

export interface SharedPost {
  readonly caption: string;
  readonly linkUrl: string;
  /** One line: what the link is about. */
  readonly title: string;
  /** https; null for none. */
  readonly imageUrl: string | null;
}

/** Takes the link alone: what the caption says has to be pasted, the disclosure above all. */
export const takesLinkOnly: ReadonlySet<ShareChannel> = new Set(["facebook"]);

/** The address that opens a network's own form with the post filled in. Each is the network's published one. */
export function shareAddress(channel: ShareChannel, { caption, linkUrl, title, imageUrl }: SharedPost): string {
  const words = caption.replaceAll(linkUrl, "").trim();
  switch (channel) {
    case "x":
      return withQuery("https://x.com/intent/post", { text: words, url: linkUrl });
    case "facebook":
      return withQuery("https://www.facebook.com/sharer/sharer.php", { u: linkUrl });
    case "pinterest":
      return withQuery("https://www.pinterest.com/pin/create/button/", {
        url: linkUrl,
        description: words,
        ...(imageUrl === null ? {} : { media: imageUrl }),
      });
    case "telegram":
      return withQuery("https://t.me/share/url", { url: linkUrl, text: words });
    case "vk":
      return withQuery("https://vk.com/share.php", { url: linkUrl, title: words });
    case "whatsapp":
      return withQuery("https://wa.me/", { text: `${words} ${linkUrl}` });
    case "reddit":
      return withQuery("https://www.reddit.com/submit", { url: linkUrl, title: words });
    case "mail":
      return withQuery("mailto:", { subject: title, body: `${words}\n\n${linkUrl}` });
  }
}

/** Percent-escapes throughout: mail programmes show a plus sign where others read a space (RFC 6068). */
function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address}?${pairs.join("&")}`;
}
