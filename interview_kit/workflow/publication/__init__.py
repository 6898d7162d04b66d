"""What may leave the vault: filing, exports, releases, copies and sound."""
