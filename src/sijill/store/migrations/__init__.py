"""The history of the tables, one module a change; `sijill.store.migrating` runs them."""
