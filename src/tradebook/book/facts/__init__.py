"""Facts: statements that say the same, together. `figures` tells what a printed figure leaves open, `claims` what a
statement claims, `sorting` which claims say the same; `merging` keeps the stored facts in step, and `layer` ties that
to the book. The first three are pure."""
