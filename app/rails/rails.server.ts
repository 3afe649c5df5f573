import type { ApiRail } from "#app/platform/api-rails/api-rail.ts";
import type { Services } from "#app/platform/services.server.ts";
import { manualRail } from "./manual-rail.server.ts";
import { nachaRail } from "./nacha-rail.server.ts";
import { paypalFileRail } from "./paypal-file-rail.server.ts";
import type { Rail } from "#app/payouts/payout.ts";
import type { FileRail } from "./rail-port.ts";
import { sepaRail } from "./sepa-rail.server.ts";

type RailSettings = Pick<Services, "payoutDebtor" | "achOriginator" | "apiRails">;

/** The rail of that name; null for an API rail that is not configured. */
export function railNamed(services: RailSettings, name: Rail): FileRail | ApiRail | null {
  switch (name) {
    case "sepa":
      return sepaRail(services.payoutDebtor);
    case "nacha":
      return nachaRail(services.achOriginator);
    case "paypal-file":
      return paypalFileRail;
    case "manual":
      return manualRail;
    case "stripe":
    case "paypal":
      return services.apiRails[name] ?? null;
  }
}
