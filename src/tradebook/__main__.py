"""`python -m tradebook` is the command `tradebook`."""

import sys

from tradebook.cli import main

if __name__ == "__main__":
    sys.exit(main())
