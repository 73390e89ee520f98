package desk

import (
	"context"
	"encoding/csv"
	"io"

	"needsbook/app/access"
	"needsbook/app/funding"
	"needsbook/app/intake"
)

// WriteLedger writes the ledger as a spreadsheet file, with its sums in the last row.
// Without full names, titles and reasons are left out too: people may name a pupil there.
func (d *Desk) WriteLedger(ctx context.Context, w io.Writer, n Names) error {
	if err := d.allow(access.SeeMoney); err != nil {
		return err
	}
	ledger, err := d.ledger(ctx)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	rows := [][]string{{"Request", "Kind", "For", "Submitted", "Asked", "Recommended", "Decided", "Decision", "Agreed", "From", "To", "State", "In dispute", "Reason"}}
	for _, l := range ledger.Lines {
		who, dispute, reason := l.Title, "", l.Reason
		if n != NamesFull {
			who, reason = "", ""
		}
		if e, err := d.Entry(l.Pupil); err == nil {
			who = NameOf(e, n)
		}
		if l.InDispute {
			dispute = "yes"
		}
		rows = append(rows, []string{Request{Number: l.Number}.Reference(), d.terms.Label("request_" + l.Kind), intake.SafeCell(who), l.SentOn.String(), l.Asked.String(), l.Advised.String(),
			l.Decided.String(), funding.OutcomeWords[l.Outcome], l.Agreed.String(), l.From.String(), l.To.String(), string(l.State), dispute, intake.SafeCell(reason)})
	}
	rows = append(rows, []string{"Total", "", "", "", ledger.Asked.String(), ledger.Advised.String(), "", "", ledger.Agreed.String(), "", "", "", "", ""})
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out.WriteAll(rows)
}
