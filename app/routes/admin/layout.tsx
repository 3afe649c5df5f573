import { IconHistory, IconHome, IconUsers } from "@tabler/icons-react";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { requireStaff } from "#app/access/guards.server.ts";
import { otherSides } from "#app/access/sides.server.ts";
import { Shell, type NavigationItem } from "#app/ui/shell.tsx";

export async function loader(args: LoaderFunctionArgs) {
  const { services, userId, person } = await requireStaff(args, ["admin"]);
  return { personName: person.name, switchTo: await otherSides(services, userId, "/admin") };
}

const ICON_SIZE = 18;

const navigation: readonly NavigationItem[] = [
  { label: "Overview", to: "/admin", icon: <IconHome size={ICON_SIZE} aria-hidden />, isExact: true },
  { label: "Staff", to: "/admin/staff", icon: <IconUsers size={ICON_SIZE} aria-hidden /> },
  { label: "Audit log", to: "/admin/audit", icon: <IconHistory size={ICON_SIZE} aria-hidden /> },
];

export default function AdminLayout() {
  const { personName, switchTo } = useLoaderData<typeof loader>();
  return (
    <Shell audience="Administration" personName={personName} navigation={navigation} switchTo={switchTo}>
      <Outlet />
    </Shell>
  );
}
