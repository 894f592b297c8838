"""How long the heavy work takes, as ratios to something that runs on the same machine in the same minute."""
