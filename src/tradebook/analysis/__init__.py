"""What press and official figures say together: the number to say, the mirror of both sides, what became of a
contract, where to sell once a market has closed."""
