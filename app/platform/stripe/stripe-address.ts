const HTTPS_PORT = 443;
const HTTP_PORT = 80;

/** How the stripe package is told where a stand-in answers; nothing for Stripe itself. */
export function addressOfStripe(
  origin: string | null,
): { host: string; protocol: "http" | "https"; port: string | number } | Record<string, never> {
  if (origin === null) return {};
  const url = new URL(origin);
  const protocol = url.protocol === "https:" ? "https" : "http";
  return { host: url.hostname, protocol, port: url.port || (protocol === "https" ? HTTPS_PORT : HTTP_PORT) };
}
