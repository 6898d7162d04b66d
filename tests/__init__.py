"""The tests, as a package: spylls installs one called `tests` too, which would be found first."""
