import { v7 } from "uuid";
import type { NewId } from "#app/kit/ids.ts";

/** UUIDv7: sortable by time, so that indexes grow at one end. */
export const newUuid: NewId = () => v7();
