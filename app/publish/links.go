package publish

import (
	"context"

	"needsbook/app/day"
)

// LinkAnswer is what a web address said when it was asked.
type LinkAnswer struct {
	Address string   `json:"address"`
	Where   []string `json:"where"` // the sections that it stands in, "" for the first page
	OK      bool     `json:"ok"`
	To      string   `json:"to"`    // where it leads on to, "" where it answers itself
	Why     string   `json:"why"`   // what is wrong, or what to know; "" where all is well
	Asked   day.Date `json:"asked"` // when it was asked
}

// LinkAsker asks web addresses whether there is anything behind them. It sends nothing
// but the request for the page.
type LinkAsker interface {
	// Ask answers for each address, in their order: OK, To and Why.
	Ask(ctx context.Context, addresses []string) []LinkAnswer
}
