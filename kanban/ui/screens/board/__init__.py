"""The board, one module for what it shows and one for each kind of thing that its keys do."""
