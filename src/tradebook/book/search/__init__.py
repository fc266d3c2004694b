"""Search: every current statement by the words of its report and by its slots, in one index of the database's own."""
