"""The register: organisations and what is known of them. One module (the contract) and one SELECT a table."""
