import { AppShell, Box, Burger, Button, Group, NavLink, ScrollArea, Stack, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLogout } from "@tabler/icons-react";
import { Form, Link, useLocation } from "@remix-run/react";
import { useEffect, type ReactNode } from "react";
import { ColourSchemeSwitch } from "./colour-scheme-switch.tsx";

export interface NavigationItem {
  readonly label: string;
  readonly to: string;
  readonly icon: ReactNode;
  /** A small count at the right, such as waiting applications. */
  readonly count?: number;
  /** True for the first item, whose address begins all the others'. */
  readonly isExact?: boolean;
}

function isCurrent(item: NavigationItem, pathname: string): boolean {
  return item.isExact ? pathname === item.to : pathname === item.to || pathname.startsWith(`${item.to}/`);
}

/** The name of the product as it stands at the top of every page. */
export function BrandMark() {
  return (
    <Text component="span" fw={750} fz="lg" className="brandMark">
      <Text component="span" inherit c="fair">
        ◔
      </Text>{" "}
      Fairshare
    </Text>
  );
}

/** The frame of all signed-in pages: header, side navigation (a drawer on narrow screens), content. */
export function Shell({
  audience,
  personName,
  navigation,
  switchTo = [],
  children,
}: {
  /** Whose side this is: the brand's name, "Creator", "Finance". */
  audience: string;
  personName: string;
  navigation: readonly NavigationItem[];
  /** Other sides this person may go to. */
  switchTo?: readonly { label: string; to: string }[];
  children: ReactNode;
}) {
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 244, breakpoint: "sm", collapsed: { mobile: !isOpen } }}
      padding={{ base: "md", sm: "xl" }}
    >
      <a href="#content" className="skipLink">
        Skip to content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" />
            <UnstyledButton component={Link} to="/" aria-label="Fairshare, start">
              <BrandMark />
            </UnstyledButton>
            <Text c="dimmed" size="sm" visibleFrom="xs" truncate>
              {audience}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <ColourSchemeSwitch />
            <Form method="post" action="/sign-out">
              <Button
                type="submit"
                variant="subtle"
                color="gray"
                size="compact-sm"
                leftSection={<IconLogout size={16} aria-hidden />}
              >
                Sign out
              </Button>
            </Form>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main">
        <AppShell.Section grow component={ScrollArea}>
          <Stack gap={2}>
            {navigation.map((item) => (
              <NavLink
                key={item.to}
                component={Link}
                to={item.to}
                label={item.label}
                leftSection={item.icon}
                rightSection={
                  item.count ? (
                    <Text size="xs" fw={600}>
                      {item.count}
                    </Text>
                  ) : undefined
                }
                active={isCurrent(item, pathname)}
                {...(isCurrent(item, pathname) ? { "aria-current": "page" as const } : {})}
              />
            ))}
          </Stack>
        </AppShell.Section>
        <AppShell.Section>
          <Stack gap={4} pt="sm">
            {switchTo.map((other) => (
              <NavLink key={other.to} component={Link} to={other.to} label={other.label} c="dimmed" />
            ))}
            <Box px="sm" py={4}>
              <Text size="sm" fw={600} truncate>
                {personName}
              </Text>
              <Text size="xs" c="dimmed" truncate>
                {audience}
              </Text>
            </Box>
          </Stack>
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Box maw={1180} mx="auto">
          {children}
        </Box>
      </AppShell.Main>
    </AppShell>
  );
}
