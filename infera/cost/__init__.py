"""What a month costs: prices as data, quantities with their arithmetic, free tiers on or off."""
