package funding

import (
	"needsbook/app/day"
	"needsbook/app/money"
)

// Sources of money for SEN. An intervention that names none is paid from the notional
// SEN budget.
const (
	SourceNotional = "notional"
	SourceIMF      = "imf"     // Inclusive Mainstream Fund
	SourceTopUp    = "top_up"  // high needs top-up of one pupil
	SourceCluster  = "cluster" // shared by the schools of the cluster
	SourceOther    = "other"
)

// Sources are all of them, in the order in which they are shown.
var Sources = []string{SourceNotional, SourceIMF, SourceTopUp, SourceCluster, SourceOther}

// BudgetLine is money that the school has for SEN in a financial year.
type BudgetLine struct {
	ID     string       `json:"id"`
	Year   int          `json:"year"` // the year it starts in: 2026 is April 2026 to March 2027, or September 2026 to August 2027
	Source string       `json:"source"`
	What   string       `json:"what"`
	Amount money.Amount `json:"amount"` // for the whole financial year
	On     day.Date     `json:"on_day"` // when the school was told of it; zero while it is only expected
	Words  string       `json:"words"`
	By     string       `json:"by"`
}
