"""Speed and memory, measured on demand (`make bench`); no test depends on a clock."""
