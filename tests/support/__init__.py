"""What the tests of several rooms work with, one noun a module, imported as `tests.support`."""
