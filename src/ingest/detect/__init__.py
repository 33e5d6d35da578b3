"""Which dataset a sheet holds, where its headings stand, and which rows are its own."""
