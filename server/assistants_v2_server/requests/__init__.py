"""From an address and bytes to a checked request, or to a refusal.

`operations` finds the operation behind an address and checks everything about a request's form,
`validation` checks JSON against the contract's schemas, `refusals` has every error text of the
server. All three are pure. `server` is the user of the room; `service` takes the checked request.
"""
