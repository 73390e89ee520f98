package funding

import (
	"slices"

	"needsbook/app/finding"
	"needsbook/app/money"
	"needsbook/app/provision"
)

// Request is a request as it stands: its gates and its money.
type Request struct {
	Number string `json:"number"`
	Form   string `json:"form"` // name and version of the form it was drafted on
	Ready  bool   `json:"ready"`
	Gates  []Gate `json:"gates"`
	Totals Totals `json:"totals"`
}

// Totals is what the help costs in a year and who pays.
type Totals struct {
	School money.Amount `json:"school"` // the school, up to its contribution
	Extra  money.Amount `json:"extra"`  // asked for
	Total  money.Amount `json:"total"`
}

// Draft makes a request from facts. It never fails: what is missing shows at the
// gates, and a draft can be printed at any time.
func Draft(form *Form, f Facts) Request {
	gates := Gates(form, f)
	s := totals(&f)
	return Request{
		Number: f.Number, Form: form.Name(), Gates: gates, Ready: Ready(gates) == nil,
		Totals: Totals{School: s.School, Extra: s.Extra, Total: s.Total},
	}
}

// Costs are the lines of money of a request that can be costed, each with its sum and who
// pays, and what they come to.
func Costs(f Facts) provision.Summary { return totals(&f) }

// totals adds up the lines that can be costed, and who pays. A line that cannot be is left
// out here and shows at the gate.
func totals(f *Facts) provision.Summary {
	switch f.kind() {
	case KindAdvice:
		return provision.Summary{}
	case KindProject:
		return f.fromHand()
	}
	var lines []provision.Costed
	var total money.Amount
	for _, l := range f.Lines {
		if costable(l) {
			lines = append(lines, l)
			total = total.Add(l.Cost.Annual)
		}
	}
	return provision.Total(lines, f.contribution(total))
}

func costable(l provision.Costed) bool {
	for _, found := range lineFindings(l) {
		if found.Severity == finding.Refuse {
			return false
		}
	}
	return true
}

// lineFindings are what is wrong with a line of the request. Help with a price of its
// own, by the week or the year, has a cost without an hourly rate or minutes.
func lineFindings(l provision.Costed) []finding.Finding {
	return slices.DeleteFunc(provision.Check(l.Line), func(f finding.Finding) bool {
		return !l.Cost.Annual.IsZero() && (f.Code == "provision.rate_missing" || f.Code == "provision.nothing")
	})
}
