"""What OFAC's advanced XML says: read into small records, and stated."""
