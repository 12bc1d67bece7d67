"""How the Global LEI Foundation writes its records: XML, JSON and CSV as one tree."""
