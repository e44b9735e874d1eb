"""The writer's desk: a local web app that shows what a customer gets while the text is being written."""
