import type { StaffRole } from "#app/access/roles.ts";
import { refused } from "#app/kit/outcome.ts";
import type { StatementMonth } from "#app/statements/statement.ts";
import type { Services } from "#app/platform/services.server.ts";
import {
  checkAgain,
  confirmClosing,
  confirmReopening,
  keepClosed,
  proposeClosing,
  proposeReopening,
  withdrawClosing,
  type MonthOutcome,
} from "./close-month.server.ts";
import type { MonthStep } from "./close-month.ts";
import { listClosings } from "./month-store.server.ts";

/** Does what a button of a month's page says; each use case checks the rest itself. */
export async function actOnMonth(
  services: Services,
  month: StatementMonth,
  { userId, roles }: { readonly userId: string; readonly roles: readonly StaffRole[] },
  step: MonthStep,
): Promise<MonthOutcome> {
  if (step.intent === "propose") return proposeClosing(services, { month, userId });
  const closings = await services.db.inPlatform((tx) => listClosings(tx, month.name));
  const closingId = closings.find(({ closing }) => closing.status !== "withdrawn" && closing.status !== "reopened")
    ?.closing.id;
  if (closingId === undefined) return refused("not-proposed");
  const at = { closingId, userId, roles };
  switch (step.intent) {
    case "check":
      return checkAgain(services, at);
    case "close":
      return confirmClosing(services, at);
    case "withdraw":
      return withdrawClosing(services, at);
    case "propose-reopening":
      return proposeReopening(services, { ...at, reason: step.reason });
    case "reopen":
      return confirmReopening(services, at);
    case "keep-closed":
      return keepClosed(services, at);
  }
}
