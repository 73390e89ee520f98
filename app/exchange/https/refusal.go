package https

import "needsbook/app/exchange"

// HubCode returns the hub's code, for a caller that does not know by which road the
// hub was reached.
func (r Refusal) HubCode() exchange.Code { return r.Code }
