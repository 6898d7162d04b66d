"""Exporters: each turns filed interviews into files, and sees nothing but them."""
