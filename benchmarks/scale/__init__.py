"""How PEELboard holds up with the rows of a whole country: millions of reviews and findings of 43 forces."""
