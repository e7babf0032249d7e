from briefs.store.migrate import run_environment

run_environment()
