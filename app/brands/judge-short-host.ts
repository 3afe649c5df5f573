/** Why a host cannot be a brand's short domain. */
export type ShortHostRefusal = "not-under-a-domain" | "is-a-domain" | "is-our-host";

/**
 * Judges a public host as a short domain: a name of its own under one of the brand's registered domains, so that nobody can lead people
 * through a site that is not theirs, and no site of the brand disappears behind links.
 */
export function judgeShortHost(
  host: string,
  { domains, ownHost }: { readonly domains: readonly string[]; readonly ownHost: string },
): ShortHostRefusal | null {
  if (host === ownHost) return "is-our-host";
  if (domains.includes(host)) return "is-a-domain";
  return domains.some((domain) => host.endsWith(`.${domain}`)) ? null : "not-under-a-domain";
}
