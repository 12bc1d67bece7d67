"""The only room on the network: download, cache, checksum."""
