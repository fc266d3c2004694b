"""What became of a contract, as far as official trade can tell: how much can have been delivered at most."""

from tradebook.analysis.contracts.auditing import Audit, audit
from tradebook.analysis.contracts.flows import Counted
from tradebook.analysis.contracts.terms import Terms

__all__ = ["Audit", "Counted", "Terms", "audit"]
