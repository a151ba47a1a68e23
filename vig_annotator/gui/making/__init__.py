"""Making something of a reel to be given away: the sheet that asks what, the queue that makes it, the keepsake's pages."""
