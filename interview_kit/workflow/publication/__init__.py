"""What leaves the vault: filing, exports, releases, copies to read, sound."""
