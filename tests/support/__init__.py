"""What several tests stand on: a World Bank of their own, and how they ask it."""
