import { isId } from "#app/kit/ids.ts";
import type { Services } from "#app/platform/services.server.ts";
import { MAX_UPLOAD_BYTES } from "./body-limits.server.ts";
import { decodeText } from "./decode-text.ts";
import { disconnectStore } from "./disconnect-store.server.ts";
import { keepFile } from "./keep-file.server.ts";
import { replaceStoreSecret } from "./replace-store-secret.server.ts";
import { retryEvent } from "./retry-event.server.ts";
import { forgetCredentials, saveCredentials } from "./save-credentials.server.ts";
import { emptyStoreAnswer, type StoreAnswer } from "./store-answer.ts";
import { credentialSchemas, takesCodes, type CredentialKind } from "./store-credentials.ts";
import { findStore } from "./store-records-store.server.ts";

interface StoreChange {
  readonly brandId: string;
  readonly userId: string;
  readonly storeId: string;
  /** Null when what was sent is too large or no form. */
  readonly form: FormData | null;
}

interface Answered {
  readonly status: number;
  readonly answer: StoreAnswer;
}

const NO_CODES = "Stores of this kind take no codes from us.";
const NOT_CONNECTED = "This store was disconnected.";

/** Answers the forms of a store's page: upload, new secret, keys for codes, disconnect, try an event again. */
export async function changeStore(services: Services, change: StoreChange): Promise<Answered> {
  const { form, storeId } = change;
  if (!form)
    return fail(413, {
      problem: `A file has at most ${MAX_UPLOAD_BYTES / 1_000_000} MB. Larger ones are imported with npm run import.`,
    });
  const { brandId } = change;
  const store = isId(storeId) && (await services.db.inBrand(brandId, (tx) => findStore(tx, brandId, storeId)));
  if (!store) return fail(404, { problem: "There is no such store in this brand." });
  switch (textOf(form.get("intent"))) {
    case "upload":
      return upload(services, change, form.get("file"));
    case "replace-secret": {
      const outcome = await replaceStoreSecret(services, { ...change, secret: textOf(form.get("secret")) });
      if (outcome.ok) return succeed({ intent: "replace-secret", done: "The new secret counts from now on." });
      if (outcome.refusal === "not-connected") return fail(409, { problem: NOT_CONNECTED });
      return fail(422, { intent: "replace-secret", fieldProblem: outcome.detail ?? "The secret is not complete." });
    }
    case "save-credentials":
      return takesCodes(store.kind) ? saveKeys(services, change, store.kind, form) : fail(409, { problem: NO_CODES });
    case "forget-credentials": {
      const outcome = await forgetCredentials(services, change);
      if (!outcome.ok) return fail(409, { problem: NOT_CONNECTED });
      return succeed({
        intent: "forget-credentials",
        done: "The key is forgotten. The codes stay in the shop as they are.",
      });
    }
    case "disconnect": {
      const outcome = await disconnectStore(services, change);
      return outcome.ok ? succeed({ intent: "disconnect" }) : fail(409, { problem: NOT_CONNECTED });
    }
    case "retry": {
      const eventId = textOf(form.get("eventId"));
      const outcome = isId(eventId) ? await retryEvent(services, { brandId: change.brandId, eventId }) : null;
      if (outcome?.ok)
        return succeed({ intent: "retry", done: "It is tried again in a moment. Reload the page to see the result." });
      return fail(409, { problem: "This event was processed already, or is not of this brand." });
    }
  }
  return fail(422, { problem: "This form was not complete. Reload the page and try again." });
}

async function saveKeys(
  services: Services,
  change: StoreChange,
  kind: CredentialKind,
  form: FormData,
): Promise<Answered> {
  const read = credentialSchemas[kind].safeParse(Object.fromEntries(form));
  if (!read.success) {
    const fieldProblems = Object.fromEntries(
      read.error.issues.map(({ path, message }) => [String(path[0]), message] as const),
    );
    return fail(422, { intent: "save-credentials", fieldProblems });
  }
  const outcome = await saveCredentials(services, { ...change, credentials: read.data });
  if (outcome.ok) {
    const done = "The key works. The codes of your creators are on their way into the shop.";
    return succeed({ intent: "save-credentials", done });
  }
  if (outcome.refusal === "not-connected") return fail(409, { problem: NOT_CONNECTED });
  return fail(409, { problem: `The key was tried and not kept. ${outcome.detail ?? ""}` });
}

async function upload(
  services: Services,
  { brandId, userId, storeId }: StoreChange,
  file: FormDataEntryValue | null,
): Promise<Answered> {
  if (!(file instanceof File) || file.size === 0)
    return fail(422, { intent: "upload", fieldProblem: "Choose a file with at least one order." });
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  const outcome = await keepFile(services, { brandId, userId, storeId, name: file.name, text });
  if (outcome.ok) return succeed({ intent: "upload", fileId: outcome.value.fileId });
  if (outcome.refusal === "unreadable-file")
    return fail(422, { intent: "upload", fieldProblem: outcome.detail ?? "The file cannot be read." });
  return fail(409, { problem: "Files can only be uploaded to a connected store of the kind File." });
}

function succeed(answer: Partial<StoreAnswer>): Answered {
  return { status: 200, answer: { ...emptyStoreAnswer, ...answer } };
}

function fail(status: number, answer: Partial<StoreAnswer>): Answered {
  return { status, answer: { ...emptyStoreAnswer, ...answer } };
}

function textOf(entry: FormDataEntryValue | null): string {
  return typeof entry === "string" ? entry : "";
}
