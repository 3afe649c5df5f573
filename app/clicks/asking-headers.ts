/** The headers of a request that a redirect looks at, as sent; undefined where absent. */
export interface AskingHeaders {
  host: string | undefined;
  userAgent: string | undefined;
  referer: string | undefined;
  cookie: string | undefined;
  forwardedFor: string | undefined;
  secPurpose: string | undefined;
  purpose: string | undefined;
  xMoz: string | undefined;
}

/**
 * Picks them out of a request's raw headers, which are names and values in turn. `request.headers` would put every header of a browser into
 * an object first, which is a good part of a redirect's time. Of headers sent twice the first counts, and lists are joined, as Node does it.
 */
export function readAskingHeaders(rawHeaders: readonly string[]): AskingHeaders {
  const headers: AskingHeaders = {
    host: undefined,
    userAgent: undefined,
    referer: undefined,
    cookie: undefined,
    forwardedFor: undefined,
    secPurpose: undefined,
    purpose: undefined,
    xMoz: undefined,
  };
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    const value = rawHeaders[at + 1] ?? "";
    // Most headers are none of these, which their length alone tells.
    switch (name.length) {
      case 4:
        if (isNamed(name, "host")) headers.host ??= value;
        break;
      case 5:
        if (isNamed(name, "x-moz")) headers.xMoz ??= value;
        break;
      case 6:
        if (isNamed(name, "cookie")) headers.cookie = joined(headers.cookie, "; ", value);
        break;
      case 7:
        if (isNamed(name, "referer")) headers.referer ??= value;
        else if (isNamed(name, "purpose")) headers.purpose ??= value;
        break;
      case 10:
        if (isNamed(name, "user-agent")) headers.userAgent ??= value;
        break;
      case 11:
        if (isNamed(name, "sec-purpose")) headers.secPurpose ??= value;
        break;
      case 15:
        if (isNamed(name, "x-forwarded-for")) headers.forwardedFor = joined(headers.forwardedFor, ", ", value);
        break;
    }
  }
  return headers;
}

function isNamed(sent: string, name: string): boolean {
  return sent === name || sent.toLowerCase() === name;
}

function joined(before: string | undefined, separator: string, value: string): string {
  return before === undefined ? value : before + separator + value;
}
