"""UN Comtrade: its interface (`pull`), and the tables that its site exports (`site`).

Source of what is known of the interface: its documentation (uncomtrade.org/docs, comtradedeveloper.un.org) and the
publisher's own client comtradeapicall, of which it is known that it prints errors and returns nothing.
"""

from tradebook.statistics.comtrade.asking import Asked
from tradebook.statistics.comtrade.pull import Pulled, pull

__all__ = ["Asked", "Pulled", "pull"]
