import path from "node:path";

const PORT = Number(process.env["JOURNEYS_PORT"] ?? 4173);

/** Three servers of their own databases: an empty world, and two in which two brands live already, one of which is only looked at. */
export const journeyPorts = { stories: PORT, pages: PORT + 1, inhabited: PORT + 2 };

/** Everything the server on this port writes. */
export function logFileOf(port: number): string {
  return path.resolve(`.cache/journeys/log-${port}.txt`);
}
