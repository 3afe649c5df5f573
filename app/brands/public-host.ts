/** Hosts that many shops share. A brand may register its own name under one of them, never the whole. */
const sharedHosts: ReadonlySet<string> = new Set([
  "myshopify.com", "wordpress.com", "wixsite.com", "squarespace.com", "bigcartel.com", "etsy.com", "github.io", "pages.dev",
  "workers.dev", "netlify.app", "vercel.app", "herokuapp.com", "web.app", "firebaseapp.com", "blogspot.com", "weebly.com",
  "webflow.io", "co.uk", "org.uk", "com.au", "net.au", "co.nz", "co.za", "co.in", "co.jp", "co.kr", "com.br", "com.mx", "com.tr",
  "com.cn", "com.tw", "com.sg", "com.hk", "com.ar", "co.il",
]); // prettier-ignore

/** Names that never leave a private network (RFC 6761, RFC 6762, RFC 8375 and common practice). */
const privateEndings = [
  "localhost",
  "local",
  "internal",
  "intranet",
  "lan",
  "home",
  "corp",
  "home.arpa",
  "arpa",
  "onion",
];

const labelPattern = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const lastLabelPattern = /^([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/**
 * The public host of what somebody typed (`Lumen-Tea.example`, `https://shop.lumentea.example/tea`), in lower case and without
 * `www.`; null for addresses in numbers, private names, hosts that many share, and everything that is no host.
 */
export function publicHost(text: string): string | null {
  const typed = text.trim();
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  if (
    !url ||
    !["http:", "https:"].includes(url.protocol) ||
    url.username !== "" ||
    url.password !== "" ||
    url.port !== ""
  )
    return null;
  const host = url.hostname.replace(/\.$/, "").replace(/^www\.(?=.*\.)/, "");
  const labels = host.split(".");
  if (labels.length < 2 || host.length > 253 || !labels.every((label) => labelPattern.test(label))) return null;
  if (!lastLabelPattern.test(labels.at(-1) ?? "")) return null;
  if (sharedHosts.has(host) || privateEndings.some((ending) => host === ending || host.endsWith(`.${ending}`)))
    return null;
  return host;
}
