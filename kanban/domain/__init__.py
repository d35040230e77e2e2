"""What a board is and what may happen on it; pure: no files, no clock, no screen."""
