import type { ActionFunctionArgs } from "@remix-run/node";
import type { RouteConfigEntry } from "@remix-run/route-config";
import type { BrandRole, StaffRole } from "#app/access/roles.ts";
import type { Services } from "#app/platform/services.server.ts";
import routes from "#app/routes.ts";

export const kinds = ["loader", "action"] as const;
export type Kind = (typeof kinds)[number];

type Handler = (args: ActionFunctionArgs) => unknown;

/** One line of app/routes.ts with what its module answers. */
export interface ListedRoute {
  /** As in app/routes.ts without folder and ending: `brand/sale`. */
  readonly name: string;
  readonly path: string;
  readonly loader: Handler | undefined;
  readonly action: Handler | undefined;
}

/** Every route of the product, read from app/routes.ts itself: a new one is here without being told. */
export async function listRoutes(entries: readonly RouteConfigEntry[] = routes, parent = ""): Promise<ListedRoute[]> {
  const listed: ListedRoute[] = [];
  for (const entry of entries) {
    const path = entry.path ? `${parent}/${entry.path}` : parent;
    const module = (await import(/* @vite-ignore */ `../../app/${entry.file}`)) as {
      loader?: Handler;
      action?: Handler;
    };
    const name = entry.file.replace(/^routes\//, "").replace(/\.tsx?$/, "");
    listed.push({ name, path, loader: module.loader, action: module.action });
    listed.push(...(await listRoutes(entry.children ?? [], path)));
  }
  return listed;
}

/** Which role an address asks for at least; absent where the module has no such answer. */
export interface Needs<Role> {
  readonly loader?: Role;
  readonly action?: Role;
}

/** What every page of a brand needs. A new page is not tested until somebody has said here who may see it. */
export const brandNeeds: Readonly<Record<string, Needs<BrandRole>>> = {
  "brand/layout": { loader: "analyst" },
  "brand/sales-csv": { loader: "analyst" },
  "brand/clicks-csv": { loader: "analyst" },
  "brand/reports-csv": { loader: "analyst" },
  "brand/click-counts": { loader: "analyst" },
  "brand/clicks": { loader: "analyst" },
  "brand/reports": { loader: "analyst" },
  "brand/ledger": { loader: "analyst" },
  "brand/ledger-account": { loader: "analyst" },
  "brand/pixel": { loader: "analyst" },
  "brand/dashboard": { loader: "analyst" },
  "brand/campaigns": { loader: "analyst" },
  "brand/campaign-new": { loader: "manager", action: "manager" },
  "brand/campaign": { loader: "analyst", action: "manager" },
  "brand/campaign-edit": { loader: "manager", action: "manager" },
  "brand/campaign-terms": { loader: "manager", action: "manager" },
  "brand/campaign-simulate": { loader: "analyst" },
  "brand/applications": { loader: "analyst", action: "manager" },
  "brand/links": { loader: "analyst" },
  "brand/codes": { loader: "analyst", action: "manager" },
  "brand/sales": { loader: "analyst" },
  "brand/sale": { loader: "analyst" },
  "brand/shopper": { loader: "analyst", action: "manager" },
  "brand/replays": { loader: "analyst", action: "manager" },
  "brand/replay": { loader: "analyst", action: "manager" },
  "brand/replay-csv": { loader: "analyst" },
  "brand/inquiries": { loader: "analyst" },
  "brand/inquiry": { loader: "analyst", action: "manager" },
  "brand/appeals": { loader: "analyst" },
  "brand/appeal": { loader: "analyst", action: "manager" },
  "brand/approval": { loader: "analyst", action: "manager" },
  "brand/stores": { loader: "analyst" },
  "brand/store-new": { loader: "manager", action: "manager" },
  "brand/store": { loader: "analyst", action: "manager" },
  "brand/store-events": { loader: "analyst", action: "manager" },
  "brand/store-event": { loader: "analyst", action: "manager" },
  "brand/store-file": { loader: "manager", action: "manager" },
  "brand/store-file-report": { loader: "analyst" },
  "brand/balance": { loader: "analyst", action: "manager" },
  "brand/invoice": { loader: "analyst" },
  "brand/invoice-pdf": { loader: "analyst" },
  "brand/members": { loader: "analyst", action: "owner" },
  "brand/invoice-details": { loader: "owner", action: "owner" },
  "brand/settings": { loader: "owner", action: "owner" },
};

const finance = ["preparer", "approver"] as const;

/** What every page of finance and administration needs: one of these roles. */
export const staffNeeds: Readonly<Record<string, Needs<readonly StaffRole[]>>> = {
  "finance/layout": { loader: finance },
  "finance/batch-file": { loader: finance },
  "finance/queue": { loader: finance },
  "finance/bulk": { loader: finance, action: finance },
  "finance/appeals": { loader: finance },
  "finance/appeal": { loader: finance, action: finance },
  "finance/payout-terms": { loader: finance, action: ["approver"] },
  "finance/approval": { loader: finance, action: ["approver"] },
  "finance/months": { loader: finance },
  "finance/month": { loader: finance, action: finance },
  "finance/commission": { loader: finance, action: finance },
  "finance/sale": { loader: finance },
  "finance/funding": { loader: finance, action: finance },
  "finance/batches": { loader: finance },
  "finance/prepare": { loader: ["preparer"], action: ["preparer"] },
  "finance/batch": { loader: finance, action: finance },
  "finance/payout": { loader: finance, action: finance },
  "finance/ledgers": { loader: finance },
  "finance/ledger": { loader: finance },
  "finance/ledger-account": { loader: finance },
  "finance/reconciliation": { loader: finance, action: finance },
  "finance/reconciliation-csv": { loader: finance },
  "finance/finding": { loader: finance, action: finance },
  "finance/rail-statement": { loader: finance },
  "finance/tax": { loader: finance },
  "finance/tax-creator": { loader: finance, action: finance },
  "finance/tax-year": { loader: finance },
  "finance/tax-list-csv": { loader: finance },
  "admin/layout": { loader: ["admin"] },
  "admin/overview": { loader: ["admin"] },
  "admin/staff": { loader: ["admin"], action: ["admin"] },
  "admin/audit": { loader: ["admin"] },
};

/** What a person, or a machine with a key, was answered. A bug that throws is not an answer: it fails the test. */
export interface Answered {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export interface Ask {
  readonly params: Record<string, string>;
  readonly sessionToken?: string | null;
  readonly form?: Record<string, string>;
  /** A machine's body instead of a form. */
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Asks a loader, or with a form an action, as the web process would. */
export async function ask(
  services: Services,
  handler: Handler,
  { params, sessionToken, form, body, headers = {} }: Ask,
): Promise<Answered> {
  const request = new Request("http://localhost:3000/asked", {
    method: form || body ? "POST" : "GET",
    headers: { ...(sessionToken ? { cookie: `session=${sessionToken}` } : {}), ...headers },
    ...(form ? { body: new URLSearchParams(form) } : body ? { body } : {}),
  });
  const context = { services, cspNonce: "", requestId: "", clientAddress: "203.0.113.7" };
  let answer: unknown;
  try {
    answer = await handler({ request, params, context });
  } catch (thrown) {
    if (!(thrown instanceof Response)) throw thrown;
    answer = thrown;
  }
  return readAnswer(answer);
}

async function readAnswer(answer: unknown): Promise<Answered> {
  if (answer instanceof Response) {
    return { status: answer.status, location: answer.headers.get("location"), text: await answer.text() };
  }
  const { type, data, init } = (answer ?? {}) as { type?: string; data?: unknown; init?: { status?: number } | null };
  const isWithInit = type === "DataWithResponseInit";
  return {
    status: (isWithInit ? init?.status : undefined) ?? 200,
    location: null,
    text: textOf(isWithInit ? data : answer),
  };
}

/** Everything a loader hands to its page, as text. Maps and sets would hide what they hold. */
function textOf(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part === "bigint") return String(part);
      if (part instanceof Map) return [...(part as Map<unknown, unknown>)];
      return part instanceof Set ? [...(part as Set<unknown>)] : part;
    }) ?? ""
  );
}
