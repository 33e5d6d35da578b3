"""The workbooks that PEELboard writes for analysts: templates to fill in, and copies with their problems marked."""
