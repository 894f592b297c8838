"""The conductor: settings, the clock, the command line and the Prefect flows. The only room that imports Prefect."""
