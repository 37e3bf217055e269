"""Backup and restore: everything that a store holds, in one file that proves itself.

A backup is a logical dump (labels, properties, relationships), so any version of the server takes it back. With a
passphrase it is encrypted and carries the key under which names and phones are hashed; without one the key is left out.

``values`` writes property values as JSON and back; ``contents`` reads and counts all that a store holds; ``archive`` is
the zip of JSON lines with its manifest; ``sealed`` the encryption around it.
"""

from graph.store.backup.dump import BackupResult, backup_store
from graph.store.backup.restore import RestoreResult, restore_store

__all__ = ["BackupResult", "RestoreResult", "backup_store", "restore_store"]
