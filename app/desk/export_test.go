package desk

import (
	"context"
	"strings"

	"needsbook/app/journal"
	"needsbook/app/publish"
)

// ForgetReport leaves the demo school as one that never published its report and never
// took its figures.
func (d *Desk) ForgetReport(ctx context.Context) error {
	return d.note(ctx, "Forget the report",
		journal.Edit{Kind: kindPublication, Key: publicationID(publish.SENInformation, 1), Remove: true},
		journal.Edit{Kind: kindSetting, Key: settingApproval(publish.SENInformation), Remove: true},
		journal.Edit{Kind: kindSetting, Key: settingFacts, Remove: true})
}

// ForgetDates lets a test compare what was kept in memory with what the file says.
func (d *Desk) ForgetDates() { d.forgetDates() }

// ForgetMap does the same for the provision map.
func (d *Desk) ForgetMap() { d.forgetMap() }

// Sweepable reports whether a sweep of papers could begin now.
func (d *Desk) Sweepable() bool {
	if !d.papers.TryLock() {
		return false
	}
	d.papers.Unlock()
	return true
}

// Folded and Escaped are the two halves of a line in a calendar file.
func Folded(line string) string {
	var b strings.Builder
	foldLine(&b, line)
	return b.String()
}

// Escaped is a text value in a calendar file.
func Escaped(words string) string { return escapeText(words) }
