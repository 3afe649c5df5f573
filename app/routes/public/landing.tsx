import { Button, Container, Group, Stack, Text, Title } from "@mantine/core";

export const handle = { withoutScript: true };

export default function Landing() {
  return (
    <Container size="md" py={80} component="main">
      <Stack gap="lg">
        <Title order={1}>Every cent explains itself</Title>
        <Text size="lg" c="dimmed">
          Brands post campaigns, creators share them, and both see which sale came from whom, and why.
        </Text>
        <Group>
          <Button component="a" href="/sign-up">
            Get started
          </Button>
        </Group>
      </Stack>
    </Container>
  );
}
