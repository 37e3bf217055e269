"""The core: the model, the store, and what is worked out on them; knows nothing of files, HTTP or screens."""
