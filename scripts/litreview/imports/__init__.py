"""References from files and services: the one room that touches the network."""
