"""Trade flows: heads (whose exports to whom), figures attached to them, and what the sentences before settle."""
