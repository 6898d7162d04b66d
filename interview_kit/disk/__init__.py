"""What vault and corpus share about disks: private files, whole writes, known schemas."""
