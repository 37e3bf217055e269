"""The pages, a module each with its ``PAGES``; whatever lies here is served."""
