"""From a composed message to what a customer gets: a letter, an e-mail, an SMS."""
