"""What a person can do, one module a noun: (board, now, arguments) -> Change."""
