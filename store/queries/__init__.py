"""The read side: what each pane and each listing command shows, as plain ``sqlite3`` on read-only connections.

One module per pane. Every listing has the same shape: ``ids`` streams the row ids that pass the filters in the wanted
order, ``rows`` fetches the records of a page of ids, ``total`` counts everything there is. Lists of a million rows
stay small that way: ids are eight bytes each, and records are fetched only for what is seen.
"""
