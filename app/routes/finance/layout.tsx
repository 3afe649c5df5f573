import { IconArrowsDiff, IconChecklist, IconCoins, IconPackages } from "@tabler/icons-react";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { otherSides } from "#app/access/sides.server.ts";
import { Shell, type NavigationItem } from "#app/ui/shell.tsx";

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, person } = await requireStaff(args, ["preparer", "approver"]);
  return { personName: person.name, switchTo: await otherSides(services, userId, "/finance") };
}

const ICON_SIZE = 18;

const navigation: readonly NavigationItem[] = [
  { label: "Review queue", to: "/finance", icon: <IconChecklist size={ICON_SIZE} aria-hidden />, isExact: true },
  { label: "Brand funding", to: "/finance/funding", icon: <IconCoins size={ICON_SIZE} aria-hidden /> },
  { label: "Batches", to: "/finance/batches", icon: <IconPackages size={ICON_SIZE} aria-hidden /> },
  {
    label: "Reconciliation",
    to: "/finance/reconciliation",
    icon: <IconArrowsDiff size={ICON_SIZE} aria-hidden />,
  },
];

export default function FinanceLayout() {
  const { personName, switchTo } = useLoaderData<typeof loader>();
  return (
    <Shell audience="Finance" personName={personName} navigation={navigation} switchTo={switchTo}>
      <Outlet />
    </Shell>
  );
}
