package desk

import (
	"needsbook/app/day"
	"needsbook/app/journal"
)

// sharing is the demo school's agreement with its cluster, on every table, for this
// school year.
func (b *demoBuilder) sharing() (journal.Edit, error) {
	year := day.AcademicYear(b.today)
	starts := day.Of(year, 9, 1)
	return putNamed(kindSetting, settingSharing, SharingAgreement{
		Version: day.AcademicYearName(year), With: b.desk.terms.Say("Demo {cluster}"), SignedBy: b.recipe.School.Head, Role: "Headteacher",
		On: starts, Until: starts.AddYears(1).AddDays(-1), Tables: AllSharedTables(), Delegated: true,
	})
}
