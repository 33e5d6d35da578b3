"""How a file of any kind becomes sheets of text: what it is, what it holds, and what keeps it from being read."""
