import { ActionIcon, Box, useMantineColorScheme } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";

/** Switches between light and dark; the choice stays in the browser. Without one, the system's preference holds. */
export function ColourSchemeSwitch() {
  const { toggleColorScheme } = useMantineColorScheme();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      onClick={toggleColorScheme}
      aria-label="Switch between light and dark"
    >
      <Box component="span" darkHidden className="switchIcon">
        <IconMoon size={18} aria-hidden />
      </Box>
      <Box component="span" lightHidden className="switchIcon">
        <IconSun size={18} aria-hidden />
      </Box>
    </ActionIcon>
  );
}
