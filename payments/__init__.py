"""Money: asking for it, proving that it came, giving it back."""
