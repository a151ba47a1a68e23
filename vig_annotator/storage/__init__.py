"""The library on disk: a folder with one database file, opened, read and written here and nowhere else."""
