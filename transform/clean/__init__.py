"""Small pure expressions, one concern each: text, dates, money, postcodes, numbers, code lists, rejects."""
