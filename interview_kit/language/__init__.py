"""The languages the program speaks: catalogues, sentences with values, and tables of words."""
