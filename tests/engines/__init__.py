"""Real engines that the tests start: Terraform with an offline provider, emulators, Redis, Node."""
