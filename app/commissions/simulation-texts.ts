import { formatDecimal } from "#app/kit/money.ts";

/** How many lines the invented order has room for. */
export const SIMULATED_LINES = 3;

/** The invented sale as its form shows it; the address carries it, so that a colleague can open the same one. */
export interface SimulationTexts {
  customer: string;
  lines: { product: string; quantity: string; amount: string }[];
  /** The creator's standing in the period, before this sale. */
  salesBefore: string;
  netBefore: string;
  earnedBefore: string;
  earnedInAll: string;
  /** Of this customer, credited to the creator. */
  ordersBefore: string;
  monthsSince: string;
}

/** What the form starts with: one line of an everyday order. */
export function startingSimulation(orderMinor: bigint, currency: string): SimulationTexts {
  const empty = { product: "", quantity: "", amount: "" };
  return {
    customer: "new",
    lines: [{ product: "", quantity: "1", amount: formatDecimal(orderMinor, currency) }, empty, empty],
    salesBefore: "",
    netBefore: "",
    earnedBefore: "",
    earnedInAll: "",
    ordersBefore: "",
    monthsSince: "",
  };
}
