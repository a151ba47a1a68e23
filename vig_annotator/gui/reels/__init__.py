"""The reel: clips in order, and the film that is made of them."""
